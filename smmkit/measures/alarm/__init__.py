"""Would we see a crisis? One score, one threshold and one cause for every notebook, page and command."""

from smmkit.measures.alarm.episodes import AlarmCalibration, calibrated, episodes, within_budget
from smmkit.measures.alarm.history import BUDGET, Alarm, AlarmHistory, alarm_history, known_crises
from smmkit.measures.alarm.scores import hourly_score, tail_scores
from smmkit.measures.alarm.streams import Streams, daily_streams, hourly_streams

__all__ = [
    "BUDGET",
    "Alarm",
    "AlarmHistory",
    "AlarmCalibration",
    "Streams",
    "alarm_history",
    "calibrated",
    "daily_streams",
    "episodes",
    "hourly_score",
    "hourly_streams",
    "known_crises",
    "tail_scores",
    "within_budget",
]
