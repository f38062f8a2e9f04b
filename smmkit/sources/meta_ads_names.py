"""What Meta calls the columns of its ads (EN, ES, PT), and those that no analysis uses; `tongues` has FR and DE."""

from __future__ import annotations

HEADERS = {
    "date_start": ("Reporting starts", "Inicio del informe", "Início dos relatórios"),
    "date_stop": ("Reporting ends", "Fin del informe", "Término dos relatórios"),
    "_day": ("Day", "Día", "Dia", "Date", "Fecha", "Data"),
    "_month": ("Month", "Mes", "Mês", "Week", "Semana", "2 weeks", "2 semanas"),
    "campaign_name": ("Campaign name", "Nombre de la campaña", "Nome da campanha"),
    "campaign_id": ("Campaign ID", "Identificador de la campaña"),
    "ad_set_name": ("Ad set name", "Nombre del conjunto de anuncios", "Nome do conjunto de anúncios"),
    "ad_set_id": ("Ad set ID", "Identificador del conjunto de anuncios"),
    "ad_name": ("Ad name", "Nombre del anuncio", "Nome do anúncio"),
    "ad_id": ("Ad ID", "Identificador del anuncio"),
    "delivery": (
        "Campaign delivery", "Ad delivery", "Ad set delivery", "Delivery status", "Entrega de la campaña",
        "Entrega del anuncio", "Entrega del conjunto de anuncios", "Estado de la entrega", "Delivery",
    ),
    "spend": ("Amount spent (*)", "Importe gastado (*)", "Amount spent", "Importe gastado", "Valor usado (*)"),
    "_currency": ("Currency", "Divisa", "Moneda"),
    "impressions": ("Impressions", "Impresiones", "Impressões"),
    "reach": ("Reach", "Alcance"),
    "_frequency": ("Frequency", "Frecuencia", "Frequência"),
    "link_clicks": ("Link clicks", "Clics en el enlace", "Cliques no link"),
    "clicks_all": ("Clicks (all)", "Clics (todos)", "Cliques (todos)"),
    "results": ("Results", "Resultados"),
    "result_type": (
        "Result indicator", "Result type", "Indicador de resultado", "Indicador de resultados", "Tipo de resultado",
    ),
    "purchases": ("Purchases", "Compras", "Website purchases", "Compras en el sitio web", "Compras no site"),
    "leads": ("Leads", "Clientes potenciales"),
    "conversions_value": (
        "Purchases conversion value", "Valor de conversión de compras", "Website purchases conversion value",
        "Valor de conversión de compras en el sitio web", "Valor de conversão de compras no site",
    ),
    "attribution": ("Attribution setting", "Configuración de atribución"),
    "_account": ("Account name", "Nombre de la cuenta", "Nome da conta"),
    "_age": ("Age", "Edad", "Idade"),
    "_gender": ("Gender", "Sexo", "Gênero"),
    "_country": ("Country", "País"),
    "_region": ("Region", "Región", "Região", "DMA region"),
    "_hour": (
        "Time of day (ad account time zone)", "Time of day (viewer's time zone)",
        "Hora del día (zona horaria de la cuenta publicitaria)", "Horário do dia (fuso horário da conta de anúncios)",
    ),
    "_placement": ("Placement", "Ubicación"),
    "_network": ("Platform", "Plataforma"),
    "_device": ("Device platform", "Impression device", "Plataforma del dispositivo"),
}  # fmt: skip
LEFT_OUT = (
    "Cost per *", "CPC *", "CPM *", "CTR *", "Coste por *", "Costo por *", "Ad set budget*", "Campaign budget*",
    "Presupuesto *", "Bid", "Bid type", "Puja", "Tipo de puja", "Last significit edit", "Last significant edit",
    "Ends", "Starts", "Inicio", "Fin", "Finalización", "Quality ranking", "Engagement rate ranking",
    "Conversion rate ranking", "Clasificación *", "Total messaging contacts", "New messaging contacts",
    "Messaging conversations started", "Account ID",
    "Identificador de la cuenta", "Landing page views", "Visitas a la página de destino", "Objective", "Objetivo",
    "Purchase ROAS *", "ROAS *", "Retorno *", "Account timezone", "Relevance score", "Negative feedback",
    "Positive feedback", "Website landing page views", "Results initial*", "Hook rate*", "Hold rate*", "ThruPlays",
    "Unique clicks *", "Unique link clicks", "Post *", "Page likes", "Page engagement", "Instagram follows",
    "Video plays at *",
)  # fmt: skip
