"""Twins of what tools for all networks, shops and further tables of known networks export."""

from __future__ import annotations

from twins.record import Twin

_IG = (
    "Id,type,image,URL,Content,Timestamp,Views,Reach (Organic),Likes,Saved,Comments,Shares,Interactions,Engagement\n"
    "1,FEED_CAROUSEL_ALBUM,x,https://www.instagram.com/p/AAA/,Hola,2026-09-01 10:00,1200,900,60,5,4,3,72,8.0\n"
    "2,FEED_IMAGE,x,https://www.instagram.com/p/BBB/,Otra,2026-09-13 11:00,800,500,30,2,1,0,33,6.6\n"
)
_REELS = (
    "Id,URL,image,title,date,Views,Views (Organic),Reach (Organic),Likes (Organic),Saved (Organic),"
    "Comments (Organic),Shares (Organic),Interactions (Organic),Engagement (Organic),Avg Watch Time (Organic)\n"
    "1,https://www.instagram.com/reel/CCC/,x,Uno,2026-09-02 10:00,1500,1400,1000,70,6,5,4,85,8.5,5300\n"
)
_FB = (
    "Date,Content,Type,PostLink,Link,Impressions,Impressions (Organic),Reach,Reach (Organic),Reactions,Comments,"
    "Shared,Clicks,LinkClicks,VideoViews\n"
    "2026-09-01 10:00,Hola,photo,https://www.facebook.com/1_2,,500,400,450,350,20,2,1,10,5,0\n"
)
_FB_REELS = (
    "Date,Content,Reel Link,Video Views,Reach,Likes,Comments,Avg. time watched (Seconds)\n"
    "2026-09-01 10:00,Hola,https://www.facebook.com/reel/1,500,400,20,2,5.2\n"
)
_LINKEDIN = (
    "Title,Date,URL,Reactions,LikeReactions,Comments,Shares,Clicks,Impressions,Unique Impressions,Engagement,"
    "Vid. Views,Viewers,Time Watched,Type\n"
    "Hola,2026-01-13 10:37,https://www.linkedin.com/feed/update/urn:li:share:7416800000000000000,20,15,3,2,12,900,"
    "700,4.1,0,0,0,IMAGE\n"
)
_TIKTOK = (
    "Image,URL,Title,Date,Link,Type,Views,Likes,Comments,Shares,Reach,Duration,Engagement,Full video watched rate\n"
    "x,https://www.tiktok.com/@lumbre/video/7412345678901234567,Silla,2024-09-08 20:46,x,VIDEO,5000,300,22,15,4500,15,"
    "6.7,0.31\n"
)
_TIENDANUBE = (
    "Número de orden;Email;Fecha;Estado de la orden;Estado del pago;Estado del envío;Moneda;Subtotal de productos;"
    "Total;Nombre del comprador;Ciudad;Nombre del producto\n"
    "1;ana@example.com;20/12/2025 10:00:00;Abierta;Recibido;Enviado;EUR;1000,00;1500,00;Ana;Rosario;Taza\n"
    "2;luis@example.com;21/12/2025 11:00:00;Cancelada;Recibido;No enviado;EUR;2000,00;2000,00;Luis;Salta;Gorra\n"
    "3;ana@example.com;22/12/2025 12:00:00;Abierta;Recibido;Enviado;EUR;3000,00;3000,00;Ana;Rosario;Taza\n"
    "3;;;;;;;;;;;Gorra\n"
)
_MAGENTO = (
    '"ID","Purchase Point","Purchase Date","Bill-to Name","Grand Total (Base)","Grand Total (Purchased)",Status,'
    '"Customer Email","Total Refunded"\n'
    '000000001,Main,"Sep 1, 2026 10:00:00 AM",Ana,"€1,121.50","€1,121.50",complete,ana@example.com,"€21.50"\n'
    '000000002,Main,"Sep 2, 2026 10:00:00 AM",Luis,"€50.00","€50.00",canceled,luis@example.com,"€0.00"\n'
)
_BIGCOMMERCE = (
    "Order ID,Customer ID,Customer Name,Customer Email,Order Currency Code,Order Date,Order Status,"
    "Subtotal (inc tax),Order Total (ex tax),Order Total (inc tax),Refund Amount\n"
    "101,1,Ana,ana@example.com,EUR,09/01/2026,Completed,48.4,45,53.4,0\n"
    "102,2,Luis,luis@example.com,EUR,09/20/2026,Declined,24.2,25,29.2,0\n"
)
_WIX = (
    "Order number,Date created,Time,Total order quantity,Contact email,Item,Price,Payment status,Total,Currency,"
    "Refunded amount\n"
    '1,"Sep 1, 2026",10:00:00 AM,2,ana@example.com,Taza,20,Paid,45,EUR,5\n'
    '2,"Sep 13, 2026",10:00:00 AM,1,luis@example.com,Taza,20,Unpaid,25,EUR,0\n'
)
_SQUARESPACE = (
    "Order ID,Email,Financial Status,Paid at,Currency,Subtotal,Amount Refunded,Total,Created at,Lineitem quantity,"
    "Lineitem name\n"
    "1,ana@example.com,PAID,2026-09-01 10:00:00 +0200,EUR,40.00,0.00,45.00,2026-09-01 10:00:00 +0200,2,Taza\n"
    "1,,,,,,,,,1,Gorra\n"
)
_PAYPAL = (
    '"Fecha","Hora","Zona horaria","Nombre","Tipo","Estado","Divisa","Bruto","Comisión","Neto",'
    '"Correo electrónico del remitente","Correo electrónico del destinatario","Id. de transacción",'
    '"Id. de referencia de trans."\n'
    '"20/09/2026","10:00","CEST","Ana","Pago exprés","Completado","EUR","1.050,00","-1,75","1.048,25",'
    '"ana@example.com","tienda@acme.es","1A",""\n'
    '"21/09/2026","11:00","CEST","Ana","Reembolso de pago","Completado","EUR","-50,00","0,00","-50,00",'
    '"tienda@acme.es","ana@example.com","2A","1A"\n'
    '"22/09/2026","12:00","CEST","","Retirada general","Completado","EUR","-900,00","0,00","-900,00",'
    '"tienda@acme.es","","3A",""\n'
)
_BY_DATE = (
    "Date,Views,Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)\n"
    "Total,300,10.5,5,9000,4.1\n2026-09-01,100,3.5,-1,3000,4.0\n2026-09-02,200,7.0,6,6000,4.2\n"
)
_HOURS = "Date,Watch time (hours)\n2026-09-01,3.5\n2026-09-02,7\n"
_STAT = "Stat time day,Campaign name,Cost,Total play actions\n2026-08-01,Launch,9.95,84\n2026-08-02,Launch,8.05,80\n"
_SEARCHES = (
    'Search terms report\n"September 1, 2026 - September 30, 2026"\n'
    "Search term,Match type,Added/Excluded,Currency code,Cost,Impr.,Clicks\n"
    "oak chairs,Broad match,None,EUR,10.50,200,12\nlumbre,Exact match,Added,EUR,5.25,90,20\n"
)
MORE_TWINS = (
    Twin("mc1.csv", _IG.encode("utf-8-sig"), "metricool-instagram-posts", "posts", 2, {"views": 2000, "saves": 7}),
    Twin("mc2.csv", _REELS.encode(), "metricool-instagram-reels", "posts", 1, {"views": 1400, "interactions": 85}),
    Twin("mc3.csv", _FB.encode(), "metricool-facebook-posts", "posts", 1, {"impressions": 400, "interactions": 23}),
    Twin("mc4.csv", _FB_REELS.encode(), "metricool-facebook-reels", "posts", 1, {"views": 500, "interactions": 22}),
    Twin("mc5.csv", _LINKEDIN.encode(), "metricool-linkedin-posts", "posts", 1, {"impressions": 900, "reach": 700}),
    Twin("mc6.csv", _TIKTOK.encode(), "metricool-tiktok-posts", "posts", 1, {"views": 5000, "duration_s": 15}),
    Twin("tn.csv", _TIENDANUBE.encode(), "tiendanube-orders", "customers", 1, {"revenue": 4500, "orders": 2}),
    Twin("mg.csv", _MAGENTO.encode(), "magento-orders", "customers", 1, {"revenue": 1100}),
    Twin("bc.csv", _BIGCOMMERCE.encode(), "bigcommerce-orders", "customers", 1, {"revenue": 53.4}),
    Twin("wx.csv", _WIX.encode(), "wix-orders", "customers", 1, {"revenue": 40}),
    Twin("sq.csv", _SQUARESPACE.encode(), "squarespace-orders", "customers", 1, {"revenue": 45, "orders": 1}),
    Twin("pp.csv", _PAYPAL.encode("utf-8-sig"), "paypal-movements", "customers", 1, {"revenue": 1000, "orders": 1}),
    Twin("yt5.csv", _BY_DATE.encode(), "youtube-daily-table", "daily", 8, {"value": 300 + 10.5 + 5 + 9000}),
    Twin("yt6.csv", b"Data,Inscritos\n2026-09-01,3\n2026-09-02,4\n", "youtube-daily-follows", "daily", 2, {"value": 7}),
    Twin("yt7.csv", _HOURS.encode("utf-8-sig"), "youtube-daily-hours", "daily", 2, {"value": 10.5}),
    Twin("gs.csv", _SEARCHES.encode(), "google-ads-searches", "ads", 2, {"spend": 15.75}),
    Twin("tt9.csv", _STAT.encode(), "tiktok-ads-least", "ads", 2, {"spend": 18.0}),
)
