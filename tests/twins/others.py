"""Twins of the exports of everyone but Meta; here GA4, Meltwater and Sprout's listening."""

from __future__ import annotations

from twins.linkedin import LINKEDIN_TWINS
from twins.moments import moment
from twins.more import MORE_TWINS
from twins.paid import PAID_TWINS
from twins.record import Twin, csv_bytes
from twins.social import SOCIAL_TWINS

MELTWATER = (
    "Date,Headline,URL,Opening Text,Hit Sentence,Source,Influencer,Country,Language,Reach,AVE,Sentiment,Input Name,"
    "Twitter Screen Name,User Profile Url,Twitter Bio,Time"
)
MESSAGES = "Date,Network,Message,Message URL,Message ID,Profile Name,Followers,Shares,Likes,Sentiment"


def ga4_days() -> bytes:
    """A preamble of remarks, days without separators, out of order."""
    line = "# ----------------------------------------\n"
    text = f"{line}# Report CSV Export\n# Account: Café\n# Property: café - GA4\n{line}# \n# All Users\n"
    text += "# Start date: 20260301\n# End date: 20260303\n"
    text += "Date,Event count,Total users,Average session duration,New users\n"
    text += "20260302,300,90,61.45831645967741,70\n20260301,200,60,66.77598291073082,50\n20260303,100,30,1.5,20\n"
    return text.encode()


def ga4_snapshot() -> bytes:
    """Many tables, each with its own dates; numbered days; empty tables; tables without days. In Spanish."""
    dates = "# Fecha de inicio: 20260301\n# Fecha de finalización: 20260303\n"
    head = "# ---\n# Account: Café\n# ---\n#  \n"
    users = f"{head}{dates}Día N,Usuarios\n0000,5\n0001,0\n0002,7\n\n"
    new = f"{dates}Día N,Usuarios nuevos\n0000,1\n0001,0\n0002,2\n\n"
    rest = f"#  \n{dates}País,Usuarios\nEspaña,12\n\n#  \n{dates}Nombre del artículo,Artículos comprados\n\n"
    return (users + new + rest).encode()


def meltwater() -> bytes:
    """UTF-16, tabs, names of persons in five columns."""
    rows = []
    for n in range(3):
        sentence = f'@somebody great "café" {n}, call 600 123 456'
        what = [f"{moment(n):%d-%b-%Y %I:%M%p}", "", f"https://twitter.com/someone/status/{n}", "", sentence]
        where = ["Twitter", "@Someone", "Spain", "Spanish", 1200, 11.1, ("Positive", "Negative", "Not Rated")[n]]
        rows.append([*what, *where, "Café Lumbre", "Someone", "https://twitter.com/someone", "I am a person", "x"])
    return csv_bytes([MELTWATER.split(","), *rows], encoding="utf-16", delimiter="\t")


def sprout_messages() -> bytes:
    """Listening: text, network, sentiment, an author."""
    rows = [
        [
            f"03/{27 + n}/2026 10:0{n} am",
            "X",
            "So good",
            f"https://x.com/a/status/{n}",
            n,
            "Some One",
            "1,200",
            0,
            3,
            "Positive",
        ]
        for n in range(2)
    ]
    return csv_bytes([MESSAGES.split(","), *rows], encoding="utf-8")


def sprout_profiles() -> bytes:
    """Two networks by day, thousands with commas."""
    header = (
        "Date,Network,Profile,Audience,Net Audience Growth,Audience Gained,Impressions,Engagements,Reactions,Comments"
    )
    rows = [
        [f"09/0{day}/2026", network, "acme", "12,345", 2, 3, "1,100", 30, 20, 5]
        for day in (1, 2)
        for network in ("Instagram", "Facebook")
    ]
    return csv_bytes([header.split(","), *rows], encoding="utf-8")


OTHER_TWINS = (
    *PAID_TWINS,
    *SOCIAL_TWINS,
    *LINKEDIN_TWINS,
    *MORE_TWINS,
    Twin("ga1.csv", ga4_days(), "ga4", "web", 3, {"events": 600, "users": 180, "new_users": 140}),
    Twin("ga2.csv", ga4_snapshot(), "ga4", "web", 3, {"users": 12, "new_users": 3}),
    Twin("mw.csv", meltwater(), "meltwater-mentions", "mentions", 3, {"reach": 3600}),
    Twin("sp2.csv", sprout_messages(), "sprout-messages", "mentions", 2),
    Twin("sp3.csv", sprout_profiles(), "sprout-profiles", "daily", 24, {"value": 4 * (12345 + 3 + 1100 + 20 + 5 + 25)}),
)
