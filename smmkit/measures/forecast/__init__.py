"""What comes next if nothing changes, and how likely a target is: the one forecaster of the house.

`forecast(series, horizon)` returns a `Forecast`: middle, 95 % band and simulated paths; its `chance(target)` is
P(target) in the last month of the horizon, or in any other. `kpi_outlook` does the same for a registered KPI in a
scope: its months, the days at which it stopped being comparable, its baseline and its forecast; 03 proposes from it,
10 reads "P now" from it.
"""

from smmkit.measures.forecast.calendar import Calendar
from smmkit.measures.forecast.kpis import Outlook, kpi_outlook
from smmkit.measures.forecast.outlook import Forecast, forecast
from smmkit.measures.forecast.season import naive2

__all__ = ["Calendar", "Forecast", "Outlook", "forecast", "kpi_outlook", "naive2"]
