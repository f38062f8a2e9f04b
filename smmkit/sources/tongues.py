"""Headers in further languages, by the English header they stand for: French, German, and what is Portuguese alone.

Most were read in public code that takes such exports apart, test files of readers in those languages among it. Some
are translations that no file has confirmed: German report dates, several of GA4's numbered days, French headers of
Instagram, and daily titles and words of audiences in French and German. One that is spelled otherwise is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from smmkit.sources import more_tongues
from smmkit.sources.kind import ExportKind

Tongues = Mapping[str, tuple[str, ...]]


def in_tongues(kind: ExportKind, spoken: Tongues) -> ExportKind:
    """Return a kind that knows its headers, and those it leaves out, in further languages too."""
    return replace(
        kind,
        headers=headers_in(kind.headers, spoken),
        known=_more(kind.known, spoken),
        private=_more(kind.private, spoken),
        excluded=_more(kind.excluded, spoken),
    )


def headers_in(headers: Tongues, spoken: Tongues) -> dict[str, tuple[str, ...]]:
    """Return headers by column, each followed by what it is called in further languages."""
    return {column: _more(names, spoken) for column, names in headers.items()}


def _more(names: Iterable[str], spoken: Tongues) -> tuple[str, ...]:
    known = tuple(names)
    return (*known, *(other for name in known for other in spoken.get(name, ())))


def split(spelled: Mapping[str, str], *further: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return English header -> its names in other languages, written with a bar between them."""
    found: dict[str, tuple[str, ...]] = {}
    for tongue in (spelled, *further):
        for name, others in tongue.items():
            found[name] = (*found.get(name, ()), *others.split("|"))
    return found


META_ADS = split(
    {
        "Reporting starts": "Début des rapports|Berichtsbeginn|Berichtsstart",
        "Reporting ends": "Fin des rapports|Berichtsende|Encerramento dos relatórios",
        "Day": "Jour|Tag",
        "Month": "Mois|Monat",
        "Week": "Semaine|Woche",
        "Campaign name": "Nom de la campagne|Kampagnenname|Name der Kampagne",
        "Campaign ID": "Identification de la campagne|ID de la campagne|Kampagnen-ID|Identificação da campanha",
        "Ad set name": "Nom de l'ensemble de publicités|Name der Anzeigengruppe|Anzeigengruppenname",
        "Ad set ID": "ID de l'ensemble de publicités|Anzeigengruppen-ID|Identificação do conjunto de anúncios",
        "Ad name": "Nom de la publicité|Anzeigenname|Name der Anzeige",
        "Ad ID": "ID de la publicité|Anzeigen-ID|Identificação do anúncio",
        "Campaign delivery": "Diffusion de la campagne|Auslieferung der Kampagne|Veiculação da campanha",
        "Ad set delivery": "Diffusion de l'ensemble de publicités|Auslieferung der Anzeigengruppe"
        "|Veiculação do conjunto de anúncios",
        "Ad delivery": "Diffusion de la publicité|Auslieferung der Anzeige|Anzeigenauslieferung|Veiculação do anúncio",
        "Amount spent (*)": "Montant dépensé (*)|Ausgegebener Betrag (*)|Valor gasto (*)",
        "Amount spent": "Montant dépensé|Ausgegebener Betrag",
        "Currency": "Devise|Währung|Moeda",
        "Impressions": "Impressionen",
        "Reach": "Couverture|Portée|Reichweite",
        "Frequency": "Répétition|Fréquence|Frequenz|Häufigkeit",
        "Link clicks": "Clics sur un lien|Clics sur le lien|Link-Klicks",
        "Clicks (all)": "Clics (tous)|Klicks (alle)",
        "Results": "Résultats|Ergebnisse",
        "Result indicator": "Indicateur de résultats|Indicateur de résultat|Ergebnisindikator",
        "Result type": "Type de résultat|Ergebnistyp",
        "Purchases": "Achats|Käufe",
        "Leads": "Prospects",
        "Purchases conversion value": "Valeur de conversion des achats|Conversion-Wert für Käufe"
        "|Valor de conversão da compra|Valor de conversão de compras",
        "Attribution setting": "Paramètre d'attribution|Attributionseinstellung|Configuração de atribuição",
        "Account name": "Nom du compte|Kontoname|Name des Werbekontos",
        "Age": "Âge|Alter",
        "Gender": "Genre|Geschlecht",
        "Country": "Pays|Land",
        "Placement": "Platzierung|Posicionamento",
        "Platform": "Plateforme|Plattform",
        "Device platform": "Plateforme de l'appareil|Geräteplattform|Plataforma do dispositivo",
        "Cost per *": "Coût par *|Kosten pro *|Custo por *",
        "Ad set budget*": "Budget de l'ensemble de publicités*|Budget der Anzeigengruppe*|Anzeigengruppenbudget*"
        "|Orçamento d*|Tipo de orçamento*|Type de budget*|Tipo de presupuesto*",
        "Ends": "Fin|Ende|Término",
        "Starts": "Début|Beginn|Início",
        "Account ID": "Identificação da conta|ID du compte|Konto-ID",
        "Objective": "Objectif|Ziel",
        "Landing page views": "Vues de page de destination|Landingpage-Aufrufe|Visualizações da página de destino",
        "Messaging conversations started": "Conversas por mensagem iniciadas",
    },
    more_tongues.META_ADS,
)

GOOGLE_ADS = split(
    {
        "Day": "Jour|Tag",
        "Date": "Datum",
        "Week": "Semaine|Woche",
        "Month": "Mois|Monat",
        "Currency code": "Code de la devise|Code devise|Währungscode",
        "Currency": "Devise|Währung",
        "Campaign": "Campagne|Kampagne",
        "Campaign ID": "ID de la campagne|ID de campagne|Kampagnen-ID",
        "Ad group": "Groupe d'annonces|Anzeigengruppe",
        "Impressions": "Impressionen",
        "Cost": "Coût|Kosten",
        "Clicks": "Clics|Klicks",
        "Conv. value": "Valeur de conv.|Conv.-Wert",
        "Campaign status": "État de la campagne|Kampagnenstatus|Status der Kampagne",
        "Campaign type": "Type de campagne|Kampagnentyp",
        "Bid strategy type": "Type de stratégie d'enchères|Gebotsstrategietyp",
        "Cost / conv.": "Coût/conv.|Coût / conv.|Kosten/Conv.",
        "Conv. rate": "Taux de conv.|Conv.-Rate",
        "Avg. *": "CPC moy.|Coût moy.|Durchschn. *|Custo médio*|CPC méd.*|Coste medio*|CPC medio*|Costo prom.*"
        "|CPC prom.*",
        "Account": "Compte|Konto",
        "Interactions": "Interaktionen|Interações|Interacciones",
        "Interaction rate": "Taux d'interaction|Interaktionsrate|Taxa de interação|Tasa de interacción"
        "|Porcentaje de interacción",
        "Optimization score": "Taux d'optimisation|Optimierungsfaktor",
    },
    more_tongues.GOOGLE_ADS,
)

YOUTUBE = split(
    {
        "Date": "Datum|Data",
        "Content": "Contenu|Videos",
        "Video title": "Titre de la vidéo|Videotitel",
        "Video publish time": "Heure de publication de la vidéo|Veröffentlichungszeitpunkt des Videos",
        "Duration": "Durée|Dauer",
        "Views": "Vues|Aufrufe|Visualizações",
        "Watch time (hours)": "Durée de visionnage (heures)|Wiedergabezeit (Stunden)",
        "Subscribers": "Abonnés|Abonnenten",
        "Impressions": "Impressionen",
        "Average view duration": "Durée moyenne d'une vue|Durée moyenne de visionnage"
        "|Durchschnittliche Wiedergabedauer|Duração média da visualização",
        "Likes": "J'aime|Mag ich|Gostei",
        "Comments added": "Commentaires ajoutés|Hinzugefügte Kommentare|Comentários adicionados",
        "Shares": "Partages|Geteilte Inhalte|Compartilhamentos",
        "Viewer age": "Âge des spectateurs|Alter der Zuschauer|Idade do espectador",
        "Views (%)": "Vues (%)|Aufrufe (%)|Visualizações (%)",
        "Impressions click-through rate*": "Taux de clics par impression*|Klickrate der Impressionen*",
        "Average percentage viewed*": "Pourcentage moyen de vidéo regardé*|Pourcentage moyen regardé*"
        "|Durchschnittlich angesehen*|Porcentagem visualizada média*",
        "Your estimated revenue*": "Vos revenus estimés*|Revenus estimés*|Geschätzter Umsatz*|Receita estimada*"
        "|Sua receita estimada*|Estimated revenue*",
        "Unique viewers": "Spectateurs uniques|Einzelne Zuschauer|Espectadores únicos",
        "Engaged views": "Vues engagées|Visualizações engajadas|Visualizações intencionais|Stayed to watch*"
        "|Ont continué de regarder*|Aktive Wiedergaben",
        "Watch time*": "Durée de visionnage*|Wiedergabezeit*|Tempo de exibição*",
    },
    more_tongues.YOUTUBE,
)

META_POSTS = split(
    {
        "Post ID": "Identifiant de la publication|ID de la publication",
        "Page ID": "ID de la Page",
        "Account ID": "Identifiant du compte|ID du compte",
        "Account username": "Nom d'utilisateur du compte",
        "Follows": "Abonnements",
        "Page name": "Nom de la Page",
        "Account name": "Nom du compte",
        "Title": "Titre",
        "Duration (sec)": "Durée (s)|Durée (secondes)|Durée (sec)",
        "Publish time": "Heure de publication",
        "Permalink": "Permalien|Lien permanent",
        "Post type": "Type de publication",
        "Views": "Vues",
        "Reach": "Couverture|Portée",
        "Reactions, comments and shares": "Réactions, commentaires et partages",
        "Reactions": "Réactions",
        "Likes": "Mentions J'aime|J'aime",
        "Comments": "Commentaires",
        "Shares": "Partages",
        "Saves": "Enregistrements",
        "Total clicks": "Total des clics|Total de clics",
        "Link clicks": "Clics sur un lien",
        "Reach from *": "Couverture de *",
        "Views from *": "Vues de *",
        "Is crosspost": "Est un crosspostage|Est un crosspost",
        "Is share": "Est un partage",
        "Caption type": "Type de sous-titres|Type de légende",
        "Languages": "Langues",
        "Custom labels": "Libellés personnalisés",
        "Data comment": "Commentaire sur les données",
    },
    more_tongues.META_POSTS,
    more_tongues.GERMAN_POSTS,
)

GA4 = split(
    {
        "Date": "Datum",
        "Session default channel group": "Groupe de canaux par défaut pour la session"
        "|Groupe de canaux par défaut de la session|Sitzung – Standard-Channelgruppe"
        "|Standard-Channelgruppe der Sitzung|Grupo de canais padrão da sessão",
        "Session primary channel group (Default Channel Group)": "Grupo principal de canais da sessão"
        "|Sitzung – primäre Channelgruppe (Standard-Channelgruppe)"
        "|Groupe de canaux principal de la session (Groupe de canaux par défaut)"
        "|Grupo de canais principal da sessão (Grupo de canais padrão)"
        "|Grupo principal de canais da sessão (Grupo de canais padrão)",
        "First user default channel group": "Groupe de canaux par défaut pour le premier utilisateur"
        "|Erster Nutzer – Standard-Channelgruppe|Grupo de canais padrão do primeiro usuário",
        "Session source": "Source de la session|Sitzung – Quelle|Origem da sessão",
        "Session medium": "Support de la session|Sitzung – Medium|Mídia da sessão|Meio da sessão",
        "Session source / medium": "Source/Support de la session|Source / support de la session"
        "|Sitzung – Quelle / Medium|Origem / mídia da sessão|Origem/mídia da sessão",
        "Session campaign": "Campagne de la session|Sitzung – Kampagne|Campanha da sessão",
        "Session manual ad content": "Conteúdo do anúncio manual da sessão",
        "Manual ad content": "Conteúdo do anúncio manual",
        "Sessions": "Sitzungen",
        "Total users": "Nombre total d'utilisateurs|Total des utilisateurs|Nutzer insgesamt|Gesamtzahl der Nutzer",
        "Users": "Utilisateurs|Nutzer",
        "Active users": "Utilisateurs actifs|Aktive Nutzer",
        "New users": "Nouveaux utilisateurs|Neue Nutzer",
        "Engaged sessions": "Sessions avec engagement|Sitzungen mit Interaktionen",
        "Event count": "Nombre d'événements|Ereignisanzahl",
        "Key events": "Événements clés|Schlüsselereignisse",
        "Total revenue": "Revenu total|Gesamtumsatz",
        "Average*": "Durée*|Temps*|Durchschnittliche*|Duração média*|Tempo médio*",
        "Engagement rate": "Taux d'engagement|Engagement-Rate|Taxa de engajamento",
        "Bounce rate": "Taux de rebond|Absprungrate|Taxa de rejeição",
        "Event count per user": "Événements par*|Ereignisse pro*|Eventos por*",
        "Session key event rate*": "Taux d'événements clés*|Sitzung – Schlüsselereignisrate"
        "|Taxa de eventos principais*",
        "Returning users": "Utilisateurs connus|Wiederkehrende Nutzer|Usuários recorrentes",
        "Views": "Vues|Aufrufe|Visualizações",
        "Views per session": "Vues par session|Aufrufe pro Sitzung|Visualizações por sessão",
    },
    more_tongues.GA4,
)
