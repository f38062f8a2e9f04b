"""Twins of Meta's exports."""

from __future__ import annotations

import io
from datetime import date, timedelta

import xlsxwriter

from twins.record import Twin, csv_bytes, quoted_lines

IG_EN = [
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time",
    "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Comments", "Saves",
    "Follows",
]  # fmt: skip
IG_ES_LATAM = [
    "Identificador de la publicación", "Identificador de la cuenta", "Nombre de usuario de la cuenta",
    "Nombre de la cuenta", "Descripción", "Duración (segundos)", "Hora de publicación", "Enlace permanente",
    "Tipo de publicación", "Comentario sobre los datos", "Fecha", "Impresiones", "Alcance", "Me gusta",
    "Veces que se compartió", "Comentarios", "Veces que se guardó", "Seguimientos",
]  # fmt: skip
# Spain's interface: first header in small letters, other words for shares, saves and follows
IG_ES_SPAIN = [
    "identificador de la publicación", *IG_ES_LATAM[1:11], "Visualizaciones", "Alcance", "Me gusta",
    "Veces que se ha compartido", "Comentarios", "Veces guardado", "Seguidores",
]  # fmt: skip
STORIES_EN = [
    *IG_EN[:11], "Views", "Reach", "Likes", "Shares", "Profile visits", "Replies", "Link clicks", "Sticker taps",
    "Navigation", "Follows",
]  # fmt: skip
FB_EN = [
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time", "Caption type",
    "Permalink", "Is crosspost", "Is share", "Post type", "Languages", "Custom labels", "Funded content status",
    "Data comment", "Date",
]  # fmt: skip
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
OWN, OTHER, PAGE = "17841400000000001", "17841400000000999", "100000000000001"


def shortcode(seconds: float) -> str:
    """Return the code Instagram would give to a post uploaded at that moment (Unix seconds)."""
    number, letters = ((int(seconds * 1000) - 1314220021721) << 23) + 99, ""
    while number:
        number, digit = divmod(number, 64)
        letters = _ALPHABET[digit] + letters
    return letters


# 2026-03-05 09:30 in Los Angeles is 17:30 UTC; 2026-03-10 09:30, after the clocks changed, 16:30 UTC.
_IG_TIMES = (("03/05/2026 09:30", 1772731800), ("03/10/2026 09:30", 1773160200), ("03/11/2026 18:02", 1773277320))


_ACCOUNTS = ((OWN, "cafe.lumbre"), (OTHER, "panaderia.sol"))


def instagram_posts(header: list[str], types: tuple[str, str, str], period: str) -> bytes:
    """Three posts; the second caption has several lines, the third belongs to a partner's account."""
    captions = (
        "Café nuevo",
        'Línea uno\n\nLínea "dos", escríbenos a hola@example.com',
        "Con amigos ☕ +34 612 345 678",
    )
    counts = ((1200, 900, 80, 5, 4, 9, 2), (4000, 3100, 210, 31, 12, 40, ""), (700, 650, 33, 0, 1, 2, ""))
    rows = [
        [f"1800000000000000{n}", *_ACCOUNTS[n // 2], "Café", captions[n],
         12 * n, time, f"https://www.instagram.com/p/{shortcode(at)}/", types[n], "", period, *counts[n]]
        for n, (time, at) in enumerate(_IG_TIMES)
    ]  # fmt: skip
    return csv_bytes([header, *rows])


def stories() -> bytes:
    """Two stories: an empty cell is a metric that was not reported."""
    rows = [
        [f"1810000000000000{n}", OWN, "cafe.lumbre", "Café", "", 10, time,
         f"https://www.instagram.com/stories/cafe.lumbre/{((at * 1000 - 1314220021721) << 23) + 7}", "IG story", "",
         "Lifetime", 300 + n, 280 + n, 4, 0, 3, 6, "" if n else 11, "" if n else 2, 250, ""]
        for n, (time, at) in enumerate(_IG_TIMES[:2])
    ]  # fmt: skip
    return csv_bytes([STORIES_EN, *rows])


def _facebook_row(n: int, period: str) -> list[object]:
    return [f"90000000000000{n}", PAGE, "Café", "Title", f"Text {n}", 0, f"0{3 + n}/14/2025 12:59", "N/A",
            f"https://www.facebook.com/cafe/posts/90000000000000{n}", 0, 0, "Photos", *[""] * 4, period]  # fmt: skip


def facebook_posts_views_twice() -> bytes:
    """`Views` stands twice in the header, with the same values; the last row is Meta's apology without an id."""
    header = [*FB_EN, "Views", "Reach", "Reactions, comments and shares", "Reactions", "Comments", "Shares",
              "Total clicks", "Views", "Reach from Organic posts", "Link Clicks"]  # fmt: skip
    rows = [
        [*_facebook_row(n, "Lifetime"), 500 + n, 400, 12, 7, 3, 2, 9, 500 + n, 390, "" if n else 4] for n in range(3)
    ]
    apology = [""] * 15 + ["An error occurred while computing metadata", "Lifetime", "", 51] + [""] * 8
    return csv_bytes([header, *rows, apology])


def facebook_posts_by_day() -> bytes:
    """The same header with one row per post and day, and other metrics."""
    header = [*FB_EN, "Reactions, comments and shares", "Reactions", "Comments", "Shares", "Seconds viewed"]
    rows = [
        [*_facebook_row(n, f"03/{15 + day}/2025"), 3, 2, 1, 0, f"{10.5 * day}"] for n in range(2) for day in range(4)
    ]
    return csv_bytes([header, *rows])


def facebook_videos_resaved() -> bytes:
    """A spreadsheet saved every line as one quoted cell; a hundred columns nobody needs."""
    header = [
        "Video asset ID", "Universal video ID", "Page ID", "Page name", "Title", "Duration (sec)", "Publish time",
        "Custom labels", "Data comment", "Date", "Reach", "3-second video views", "Seconds viewed",
        "Reactions, comments and shares", "Reactions", "Comments", "Shares",
        *(f"Percentage of total views at interval {n}" for n in (1, 2, 3, 0, 4)),
        *(f"3-second video views by country ({name})" for name in ("Spain (ES)", "Mexico (MX)")),
    ]  # fmt: skip
    rows = [
        [f"70000000000000{n}", "", PAGE, "Café", "", 9, "11/01/2025 11:04", "", "", "Lifetime", 2222, 1488, "14321.665",
         27, 24, 1, 2, 0.98, 0.9, 0.8, 1, 0.7, 1000, 488]
        for n in range(2)
    ]  # fmt: skip
    inner = csv_bytes([header, *rows], encoding="utf-8").decode().splitlines()
    return ("\ufeff" + "".join('"' + line.replace('"', '""') + '"\n' for line in inner)).encode()


def one_metric(blocks: list[tuple[str, list[tuple[date, int]]]], *, head: str = "Date", hour: str = "00") -> bytes:
    """Metric files: UTF-16, `sep=,`, a title line, blocks with a blank line between."""
    parts = [
        quoted_lines([[title], [head, "Primary"], *([f"{day}T{hour}:00:00", value] for day, value in values)])
        for title, values in blocks
    ]
    return ("sep=,\n" + "\n".join(parts) + "\n").encode("utf-16")


def days(first: date, values: list[int | None]) -> list[tuple[date, int]]:
    """Return consecutive days with their values; None leaves a day out."""
    return [(first + timedelta(n), value) for n, value in enumerate(values) if value is not None]


def audience_wide() -> bytes:
    """Layout since 2025: sexes as columns, places as two wide rows, shares without a sign."""
    text = 'sep=,\n"Age & gender"\n"","Men","Women"\n"18-24","6.5","10.6"\n"25-34","29","53.9"\n\n'
    text += '"Top countries"\n"Spain","France"\n"75.1","5.9"\n\n'
    text += '"Top cities"\n"Lugo, Spain","Ourense, Spain"\n"13.7","5.7"\n\n'
    return text.encode("utf-16")


def audience_long() -> bytes:
    """Layout of 2024: single letters for the sexes, percent signs, one place a row."""
    text = 'sep=,\n"Instagram followers by age & gender"\n"","F","M"\n"18-24","10.6%","6.5%"\n"25-34","53.9%","29%"\n\n'
    text += '"Top cities"\n"Lugo, Spain","13.7%"\n"Ourense, Spain","< 1%"\n\n'
    return text.encode("utf-16")


def audience_retyped() -> bytes:
    """Somebody's own table: decimal commas and percent signs."""
    text = '"Seguidores de Instagram por sexo y edad"\n"Edad","Mujeres","Hombres"\n'
    text += '"18-24","11,1%","30%"\n"25-34","37,4%","21,5%"'
    return text.encode()


ADS_EN = [
    "Reporting starts", "Reporting ends", "Campaign name", "Campaign delivery", "Results", "Result indicator",
    "Ad set budget", "Amount spent (EUR)", "Impressions", "Reach", "Ends", "Attribution setting",
]  # fmt: skip
_SPAN = ["2026-02-01", "2026-02-28"]
_CAMPAIGNS: list[list[object]] = [
    [
        "Spring",
        "active",
        120,
        "actions:post_engagement",
        "Using ad set budget",
        10.4,
        5000,
        4000,
        "Ongoing",
        "7-day click",
    ],
    ["Spring", "archived", 7, "reach", 12, 5.25, 2500, 2400, "1970-01-01", "7-day click"],
    ["Easter – Copy", "inactive", "", "", 5, 0, 0, 0, "2026-02-20", "-"],
]


def ads() -> bytes:
    """The first row is the total, without a name; two campaigns share a name; words in a number column."""
    total = [*_SPAN, "", 0, "", "", 0, 15.65, 7500, 5200, "", "Multiple attribution settings"]
    return csv_bytes([ADS_EN, total, *([*_SPAN, *row] for row in _CAMPAIGNS)], encoding="utf-8")


def ads_by_day() -> bytes:
    """Spanish, by day, with the subtotal rows of a pivot (`Día` = All)."""
    header = ["Inicio del informe", "Fin del informe", "Día", "Nombre de la campaña", "Importe gastado (EUR)",
              "Impresiones", "Alcance", "Clics en el enlace"]  # fmt: skip
    rows: list[list[object]] = [[*_SPAN, "All", "Primavera", 6, 600, 300, 30]]
    rows += [[*_SPAN, f"2026-02-0{n}", "Primavera", n, 100 * n, 80 * n, 5 * n] for n in (1, 2, 3)]
    return csv_bytes([header, *rows], encoding="utf-8")


def ads_by_month() -> bytes:
    """Ads Reporting: the month as a range, no other date."""
    header = ["Month", "Campaign name", "Amount spent (EUR)", "Impressions"]
    rows = [["2026-02-01 - 2026-02-28", "Spring", 4, 400], ["2026-03-01 - 2026-03-11", "Spring", 5, 500]]
    return csv_bytes([header, *rows], encoding="utf-8")


def ads_comparison() -> bytes:
    """Two periods side by side, each named in the headers."""
    now, before = "(Jan 13, 2026 - Jan 19, 2026)", "(Jan 6, 2026 - Jan 12, 2026)"
    header = ["Nombre de la campaña", f"Alcance {now}", f"Alcance {before}", "Alcance Cambio (%)",
              f"Importe gastado (EUR) {now}", f"Importe gastado (EUR) {before}"]  # fmt: skip
    return csv_bytes([header, ["Primavera", 100, 90, 11.1, 5, 4]], encoding="utf-8")


def ads_workbook() -> bytes:
    """The xlsx of Ads Manager by ad: total first, `-` for rankings, words among the budgets."""
    header = ["Reporting starts", "Reporting ends", "Ad name", "Ad delivery", "Ad Set Name", "Ad set budget", "Results",
              "Result indicator", "Reach", "Impressions", "Quality ranking", "Amount spent (EUR)"]  # fmt: skip
    rows: list[list[object]] = [
        [*_SPAN, "", "", "", "", "", "", 900, 3000, "-", 30.01],
        [
            *_SPAN,
            "Ad 1",
            "not_delivering",
            "Set A",
            "Using campaign budget",
            46,
            "actions:link_click",
            800,
            1800,
            "-",
            20.0,
        ],
        [*_SPAN, "Ad 2", "not_delivering", "Set A", 7000, 9, "reach", 700, 1200, "Average", 10.01],
    ]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Worksheet")
        for place, row in enumerate([header, *rows]):
            sheet.write_row(place, 0, row)
    return stream.getvalue()


def ads_retyped() -> bytes:
    """Typed by hand: no dates, `$` in the header, decimal commas inside a comma-separated file."""
    text = "Campaign Name,Status,Spend ($),Reach,Impressions,Frequency,Results,Cost per Result ($),Notes\n"
    text += 'Video,Inactive,"35,22",7507,8754,"1,17",1628,"0,0216",,,\n'
    text += 'Menu,Active,"48,58",14654,23343,"1,59",14654,"3,315",,,\n'
    return text.encode()


META_TWINS = (
    Twin(
        "a.csv",
        instagram_posts(IG_EN, ("IG reel", "IG image", "IG carousel"), "Lifetime"),
        "meta-instagram-posts",
        "posts",
        3,
        {"views": 5900, "reach": 4650, "likes": 323, "saves": 51, "follows": 2},
    ),
    Twin(
        "b.csv",
        instagram_posts(IG_ES_LATAM, ("Reel de Instagram", "Imagen de Instagram", "Secuencia de Instagram"), "Total"),
        "meta-instagram-posts",
        "posts",
        3,
        {"impressions": 5900, "reach": 4650, "shares": 36},
    ),
    Twin(
        "c.csv",
        instagram_posts(IG_ES_SPAIN, ("Reel de Instagram", "Imagen de Instagram", "Secuencia de Instagram"), "Total"),
        "meta-instagram-posts",
        "posts",
        3,
        {"views": 5900, "shares": 36, "saves": 51, "follows": 2},
    ),
    Twin("d.csv", stories(), "meta-instagram-stories", "posts", 2, {"views": 601, "link_clicks": 11, "comments": 12}),
    Twin("e.csv", facebook_posts_views_twice(), "meta-facebook-posts", "posts", 3, {"views": 1503, "interactions": 36}),
    Twin("f.csv", facebook_posts_by_day(), "meta-facebook-posts", "posts", 8, {"interactions": 24, "watch_s": 126}),
    Twin(
        "g.csv",
        facebook_videos_resaved(),
        "meta-facebook-videos",
        "posts",
        2,
        {"video_views_3s": 2976, "watch_s": 28643.33},
    ),
    Twin(
        "h.csv",
        one_metric(
            [
                ("Follows", days(date(2026, 1, 1), [3, None, 5])),
                ("Instagram follows", days(date(2026, 1, 1), [1, 2, 0])),
            ]
        ),
        "meta-daily-metric",
        "daily",
        6,
        {"value": 11},
    ),
    Twin(
        "instagram alcance.csv",
        one_metric([("Alcance", days(date(2026, 3, 6), [40, 50, 60]))], head="Fecha", hour="01"),
        "meta-daily-metric",
        "daily",
        3,
        {"value": 150},
    ),
    Twin("audience_2026-03-31.csv", audience_wide(), "meta-audience", "audience", 8, {"share": 2.004}),
    Twin("seguidores_2026-03-31.csv", audience_retyped(), "meta-audience", "audience", 4, {"share": 1.0}),
    Twin("l.csv", audience_long(), "meta-audience", "audience", 6, {"share": 1.137, "share_max": 0.01}),
    Twin("m.csv", ads_by_month(), "meta-ads", "ads", 2, {"spend": 9}),
    Twin("i.csv", ads(), "meta-ads", "ads", 3, {"spend": 15.65, "reach": 6400, "results": 127}),
    Twin("j.csv", ads_by_day(), "meta-ads", "ads", 3, {"spend": 6, "link_clicks": 30}),
    Twin("k.xlsx", ads_workbook(), "meta-ads", "ads", 2, {"spend": 30.01, "impressions": 3000}),
)
