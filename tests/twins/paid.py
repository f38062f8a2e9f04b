"""Twins of ads beyond Meta's and of the tables TikTok added; each carries its totals rows and its way of writing."""

from __future__ import annotations

from twins.record import Twin, csv_bytes

GOOGLE = """Informe de campaña
1 de septiembre de 2026 - 13 de septiembre de 2026
Semana,Estado de la campaña,Campaña,Código de moneda,Tipo de campaña,Coste,Impr.,CTR,Clics,Conversiones
2026-08-31,Habilitada,Tazas,EUR,Buscar,"1.140,50",1.020,"6,08%",62,"3,00"
2026-09-07,Habilitada,Tazas,EUR,Buscar,"120,25",980,"6,12%",60,"2,00"
 --,Total: Campañas,--,EUR,--,"1.260,75",2.000,"6,10%",122,"5,00"
,Total: Cuenta,,EUR,,"1.300,00",2.100,"6,10%",130,"5,00"
"""
LINKEDIN = """Campaign Performance Report (in UTC)
Report Start: 9/1/2026
Report End: 9/30/2026

Start Date (in UTC)\tAccount Name\tCurrency\tCampaign Name\tCampaign ID\tTotal Spent\tImpressions\tClicks\tConversions
9/1/2026\tLumbre\tEUR\tMesas\t12\t15.60\t700\t6\t0
9/2/2026\tLumbre\tEUR\tMesas\t12\t2,045.10\t16000\t310\t4
"""
TIKTOK = [
    ["By Day", "Campaign name", "Ad group name", "Ad name", "Cost", "Impressions", "Clicks (destination)", "Currency"],
    ["2026-09-01", "TT", "Group", "UGC 1", "1,034.50", 120000, 1800, "EUR"],
    ["2026-09-02", "TT", "Group", "UGC 1", "8.00", 5000, 70, "EUR"],
    ["Total of 2 results", "-", "-", "-", "1,042.50", 125000, 1870, "-"],
]
PINTEREST = [
    ["Date", "Campaign name", "Ad group name", "Spend in account currency", "Impressions", "Pin clicks", "CTR"],
    ["2026-09-01", "Autumn", "Tables", 8.2, 4100, 90, "2.2%"],
    ["2026-09-01", "Autumn", "Chairs", 3.1, 1900, 40, "2.1%"],
    ["Total", "", "", 11.3, 6000, 130, ""],
]
X_ADS = [
    ["Campaign", "Funding Instrument ID", "Time", "Spend", "Impressions", "Currency"],
    ["Launch", "ab1", "2026-09-01", 10.5, 900, "EUR"],
    ["Launch", "ab1", "2026-09-02", 4.25, 410, "EUR"],
]
CHART = 'Fecha,Impresiones\n"mar, 1 sep 2026",2.310\n"mié, 2 sep 2026",745\n'
COSTS = 'Fecha,Coste\n"mar, 1 sep 2026","61,30 EUR"\n"mié, 2 sep 2026","58,05 EUR"\n'
AUDIENCE = [["Date", "New followers", "Total followers", "Reached audience"], ["2026/01/01", 10, 500, "NAN"],
            ["2026/01/02", 5, 505, 75]]  # fmt: skip
VIEWERS = [["Date", "Total Viewers", "New Viewers", "Returning Viewers"], ["February 1", "undefined", 0, 0],
           ["February 2", 280, 160, 120]]  # fmt: skip
PINS = """Pin ID,Pin title,Publish date,Impressions,Pin clicks,Outbound clicks,Saves
877000000000000001,Mesa,2026-09-03,1200,40,12,9
877000000000000002,Silla,2026-09-15,800,20,6,4
"""
PINNED = (
    "Date,Impressions,Engagements,Pin clicks,Outbound clicks,Saves\n2026-09-01,100,10,5,2,1\n2026-09-02,110,12,6,3,2\n"
)
THREADS = """id,permalink,text,timestamp,views,likes,replies,reposts,quotes,shares
18001,https://www.threads.net/@lumbre/post/Cabc,Hola,2026-09-03T10:00:00+0000,1200,50,4,3,1,2
18002,https://www.threads.com/@lumbre/post/Cabd,Adios,2026-09-14T10:00:00+0000,800,20,1,0,0,0
"""
BLUESKY = """author.handle,record.createdAt,record.text,replyCount,repostCount,likeCount,quoteCount
lumbre.bsky.social,2026-09-03T10:00:00.000Z,Hola,4,3,50,1
lumbre.bsky.social,2026-09-14T10:00:00.000Z,Adios,1,2,20,0
"""
MICROSOFT = """"Report Name: Campaign Performance"
"Report Time: 9/1/2026 - 9/30/2026"
"Report Aggregation: Daily"

"Gregorian date","Campaign name","Currency code","Impressions","Clicks","Spend","Conversions","Revenue"
"9/1/2026","Brand","EUR","1,200","30","12.10","2","80.00"
"9/2/2026","Brand","EUR","900","20","9.00","1","40.50"
"9/13/2026","Generic","EUR","2,000","50","25.00","3","90.00"
"","","","4,100","100","46.10","6","210.50"

"©2026 Microsoft Corporation. All rights reserved. "
"""
REDDIT = [
    ["Date", "Campaign Name", "Ad Group Name", "Amount Spent (EUR)", "Impressions", "Clicks", "eCPM"],
    ["2026-09-01", "Autumn", "Madrid", 12.5, 4000, 30, 3.13],
    ["2026-09-02", "Autumn", "Madrid", 10.25, 3500, 25, 2.93],
]
SNAP = [
    ["Start Time", "End Time", "Campaign Name", "Ad Set Name", "Amount Spent", "Paid Impressions", "Swipe Ups"],
    ["2026-09-01", "2026-09-01", "Autumn", "Set", 10.5, 1000, 50],
    ["2026-09-02", "2026-09-02", "Autumn", "Set", 11.25, 1100, 55],
]
AMAZON = """Date,Currency,Campaign Name,Ad Group Name,Impressions,Clicks,Spend,7 Day Total Sales ,7 Day Total Orders (#)
"Sep 01, 2026",EUR,SP Auto,Auto,1200,12,€6.10,€60.00,2
"Sep 02, 2026",EUR,SP Auto,Auto,900,9,€4.55,€30.00,1
"""
STRIPE = """id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Fee,Status,Customer Email
ch_1,2026-09-01 10:00:00,30.25,0.00,eur,true,0.90,Paid,ana@example.com
ch_2,2026-09-02 10:00:00,20.00,20.00,eur,true,0.90,Refunded,ana@example.com
ch_3,2026-09-13 10:00:00,50.00,10.00,eur,true,0.90,Paid,luis@example.com
"""
CARD = [
    ["Campaign Name", "Campaign Group Name", "Campaign Status", "Cost", "Clicks", "CTR"],
    ["Bread", "", "Enabled", "€1,026.74", 78, "6.68%"],
    ["Coffee", "", "Paused", "€9.26", 7, "9.00%"],
]
PAID_TWINS = (
    Twin("ms-ads.csv", MICROSOFT.encode(), "microsoft-ads", "ads", 3, {"spend": 46.1, "impressions": 4100}),
    Twin("reddit-ads.csv", csv_bytes(REDDIT), "reddit-ads", "ads", 2, {"spend": 22.75, "impressions": 7500}),
    Twin("snap-ads.csv", csv_bytes(SNAP), "snapchat-ads", "ads", 2, {"spend": 21.75, "clicks_all": 105}),
    Twin("amazon-ads.csv", AMAZON.encode(), "amazon-ads", "ads", 2, {"spend": 10.65, "results": 3}),
    Twin("payments.csv", STRIPE.encode(), "stripe-payments", "customers", 2, {"revenue": 70.25, "orders": 2}),
    Twin("pins.csv", PINS.encode(), "pinterest-pins", "posts", 2, {"impressions": 2000, "saves": 13}),
    Twin("pinned.csv", PINNED.encode(), "pinterest-daily", "daily", 8, {"value": 229}),
    Twin("threads.csv", THREADS.encode(), "threads-posts", "posts", 2, {"views": 2000, "shares": 6}),
    Twin("sky.csv", BLUESKY.encode(), "bluesky-posts", "posts", 2, {"likes": 70, "shares": 6}),
    Twin("ga-ads.csv", GOOGLE.encode(), "google-ads", "ads", 2, {"spend": 1260.75, "impressions": 2000, "results": 5}),
    Twin("li-ads.csv", LINKEDIN.encode("utf-16"), "linkedin-ads", "ads", 2, {"spend": 2060.7, "clicks_all": 316}),
    Twin("tt-ads.csv", csv_bytes(TIKTOK), "tiktok-ads", "ads", 2, {"spend": 1042.5, "link_clicks": 1870}),
    Twin("pin-ads.csv", csv_bytes(PINTEREST), "pinterest-ads", "ads", 2, {"spend": 11.3, "impressions": 6000}),
    Twin("x-ads.csv", csv_bytes(X_ADS), "x-ads", "ads", 2, {"spend": 14.75, "impressions": 1310}),
    Twin("chart.csv", CHART.encode(), "google-ads-chart", "daily", 2, {"value": 3055}),
    Twin("costs-chart.csv", COSTS.encode(), "google-ads-cost-chart", "ads", 2, {"spend": 119.35}),
    Twin(
        "Campaigns(2026.09.01-2026.09.30).csv",
        csv_bytes(CARD),
        "google-ads-campaigns-card",
        "ads",
        2,
        {"spend": 1036.0, "clicks_all": 85},
    ),
    Twin("tt7.csv", csv_bytes(AUDIENCE), "tiktok-business-audience", "daily", 5, {"value": 1095}),
    Twin("Viewers_2026-02-02.csv", csv_bytes(VIEWERS), "tiktok-viewers-daily", "daily", 1, {"value": 280}),
    Twin(
        "where_2026-02-02.csv",
        b'"Top territories","Distribution"\n"ES","0.6"\n"MX","0.4"\n',
        "tiktok-territories",
        "audience",
        2,
        {"share": 1.0},
    ),
    Twin(
        "sex_2026-02-02.csv",
        b'"Gender","Distribution"\n"Male","0.3"\n"Female","0.7"\n',
        "tiktok-gender",
        "audience",
        2,
        {"share": 1.0},
    ),
)
