"""Payments (Stripe) -> one row a customer; and exports that are known, and that no notebook can use.

Stripe's columns were read in public importers and their test files (`id,Created date (UTC),Amount,Amount Refunded,
Currency,Captured,…,Status,…,Customer Email`; until about 2021 `Created (UTC)`), currencies in small letters. Search
Console's headers were read in readers of several languages; Klaviyo's in three dashboards that take its list of
campaigns; PrestaShop's lists carry the columns its guide names; SurveyMonkey's and Typeform's first and last columns
in readers of their answers.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources.kind import ExportKind, Reading, Zone
from smmkit.sources.kinds.shops import by_customer
from smmkit.sources.layout import single
from smmkit.text import N_


def capitals(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Write currencies as the brief does: Stripe writes them in small letters."""
    return frame.assign(_currency=frame["_currency"].str.upper()) if "_currency" in frame else frame


def _known(name: str, label: str, refusal: str, headers: dict[str, tuple[str, ...]]) -> ExportKind:
    return ExportKind(
        name=name, label=label, table="web", headers=headers, required=tuple(headers), layout=single, refusal=refusal
    )


_VISITS = N_(
    "This report of Shopify does not tell visits by day, so it belongs to no month. Export visitors and sessions by "
    "day, or use the exports of GA4."
)
_ANSWERS = N_(
    "These are answers of a survey, question by question, and no notebook knows what was asked. What they say about "
    "customers goes into customers.csv: one row per person with a number instead of a name, and what each is "
    "interested in as interest_… between 0 and 1."
)

KINDS = (
    ExportKind(
        name="stripe-payments",
        label=N_("Payments (Stripe)"),
        table="customers",
        headers={
            "_order": ("id", "PaymentIntent ID"),
            "_buyer": ("Customer Email",),
            "_status": ("Status",),
            "_currency": ("Currency",),
            "_total": ("Amount",),
            "_refunded": ("Amount Refunded",),
            "_at": ("Created date (UTC)", "Created (UTC)"),
        },
        required=("_order", "_buyer", "_total", "_at", "_status"),
        layout=single,
        times={"_at": ("iso", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M")},
        zone=Zone("UTC", N_("Stripe says that its times are in UTC.")),
        number_format=None,
        scratch={"_total": "number", "_refunded": "number", "_at": "time"},
        known=(
            "Captured", "Converted *", "Fee", "Tax*", "Mode", "Payment*", "Statement Descriptor", "Transfer*",
            "Is Link", "Link Funding", "Decline Reason", "Invoice *", "Checkout *", "Dispute*", "Application *",
            "Destination", "Refunded date (UTC)", "Livemode", "Net",
        ),
        private=("Description", "Seller Message", "Customer *", "Card *", "Shipping *", "*(metadata)", "Client *"),
        steps=(capitals, by_customer),
    ),
    _known(
        "search-console", N_("Searches on Google (Search Console)"),
        N_(
            "This is what people searched for before they came to the web page (Google Search Console), and no "
            "notebook uses it. The visits it brought stand in the exports of GA4. Move the file out of the folder."
        ),
        {
            "_clicks": ("Clicks", "Clics", "Cliques", "Klicks", "Clic"),
            "_shown": ("Impressions", "Impresiones", "Impressões", "Impressionen", "Impressioni"),
            "_ctr": ("CTR", "Klickrate"),
            "_position": (
                "Position", "Posición", "Posição", "Posición media", "Position moyenne", "Durchschnittliche Position",
                "Average position", "Posizione", "Posizione media",
            ),
        },
    ),
    _known(
        "klaviyo-campaigns", N_("Campaigns by e-mail (Klaviyo)"),
        N_(
            "These are campaigns by e-mail (Klaviyo), and no notebook uses them. What they brought to the web page "
            "stands in the exports of GA4. Move the file out of the folder."
        ),
        {
            "_campaign": ("Campaign Name", "Message Name", "Flow Name"),
            "_people": ("Total Recipients", "Recipients"),
            "_opens": ("Unique Opens",),
            "_placed": ("Unique Placed Order", "Placed Order Rate", "Placed Order Value", "Revenue"),
        },
    ),
    _known(
        "klaviyo-sent", N_("Campaigns by e-mail (Klaviyo)"),
        N_(
            "These are campaigns by e-mail (Klaviyo), and no notebook uses them. What they brought to the web page "
            "stands in the exports of GA4. Move the file out of the folder."
        ),
        {"_channel": ("Campaign Message Channel",), "_opens": ("Open Rate",)},
    ),
    _known(
        "klaviyo-list", N_("Campaigns by e-mail (Klaviyo)"),
        N_(
            "These are campaigns by e-mail (Klaviyo), and no notebook uses them. What they brought to the web page "
            "stands in the exports of GA4. Move the file out of the folder."
        ),
        {"_sent": ("Sent On (UTC)",), "_opens": ("Unique Opens",), "_rate": ("Click-To-Open Rate",)},
    ),
    _known(
        "x-videos", N_("Videos on X by day (X Analytics)"),
        N_(
            "These are X's numbers of videos by day, and no notebook uses them. Put the account overview of the same "
            "days here, and the posts."
        ),
        {"_day": ("Date",), "_watched": ("Watch Time (ms)",), "_done": ("Completion Rate",)},
    ),
    replace(
        _known(
            "shopify-orders-unnamed", N_("Orders (Shopify)"),
            N_(
                "These are Shopify's orders without the column Email, by which alone customers are told apart. Export "
                "them again with it; it is kept as a code."
            ),
            {"_order": ("Name",), "_status": ("Financial Status",), "_paid": ("Paid at",),
             "_items": ("Lineitem quantity",)},
        ),
        excluded=("Email",),
    ),
    _known(
        "shopify-visits", N_("Visits by week, month or place (Shopify)"), _VISITS,
        {"_visitors": ("Online store visitors",), "_span": ("Week", "Month", "Session city", "Referrer source")},
    ),
    _known(
        "shopify-checkouts", N_("Checkouts (Shopify)"), _VISITS,
        {"_reached": ("Sessions that reached checkout",), "_done": ("Sessions that completed checkout",)},
    ),
    _known(
        "typeform-answers", N_("Answers of a survey (Typeform)"), _ANSWERS,
        {"_begun": ("Start Date (UTC)",), "_sent": ("Submit Date (UTC)",)},
    ),
    _known(
        "surveymonkey-answers", N_("Answers of a survey (SurveyMonkey)"), _ANSWERS,
        {"_who": ("Respondent ID", "ID de encuestado", "ID do respondente"),
         "_how": ("Collector ID", "ID de recopilador", "ID do coletor")},
    ),
    _known(
        "prestashop-orders", N_("Orders (PrestaShop, list)"),
        N_(
            "This list of orders (PrestaShop) names its buyers by initial and surname, so two of them may be one. "
            "Export number, status, date, total and e-mail of the orders (Advanced Parameters > Database), and put "
            "that file here."
        ),
        {
            "_order": ("Reference", "Referencia", "Référence", "Referência"),
            "_new": ("New client", "Nuevo cliente", "Nouveau client", "Novo cliente"),
            "_total": ("Total",),
            "_paid": ("Payment", "Pago", "Paiement", "Pagamento"),
        },
    ),
)  # fmt: skip
