"""Orders of a shop (Shopify, WooCommerce) -> one row a customer; campaigns by e-mail (Mailchimp), which nothing uses.

The columns of both were read in public importers. Shopify writes one row an item sold: an order of several items goes
on over rows that leave its amount empty or, in some exports, tell it again.
"""

from __future__ import annotations

import pandas as pd

from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Reading, Zone
from smmkit.sources.layout import single
from smmkit.sources.privacy import hash_people
from smmkit.text import N_, Message

_ORDER = ("_status", "_cancelled", "_currency", "_total", "_refunded", "_buyer", "_at", "city", "source_row")
_NO_SALE = frozenset(
    ("voided", "refunded", "expired", "cancelled", "canceled", "failed", "pending", "checkout-draft", "trash",
     "reembolsado", "cancelado", "fallido", "wc-cancelled", "wc-refunded", "wc-failed", "wc-pending", "pending payment",
     "pendiente de pago", "on hold", "canceled", "uncaptured", "requires_payment_method", "blocked", "incomplete",
     "anulado", "anulada", "cancelada", "devuelto", "rechazado", "pendiente", "pendente", "recusado", "estornado",
     "unpaid", "declined", "awaiting payment", "pendiente de pago", "denegado", "denied")
)  # fmt: skip


def whole_orders(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Return one row an order: its amount counts once, on whatever rows it stands."""
    frame = reading.drop(frame, frame["_order"].isna(), Message(N_("They name no order.")))
    told = [column for column in _ORDER if column in frame]
    orders = frame.groupby("_order", sort=False)[told].first().reset_index()
    reading.summed = True
    return orders.assign(source_file=frame["source_file"].iloc[0] if len(frame) else "")


def sales_only(orders: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out orders that brought nothing, and say how many; money given back is taken off."""
    gone = orders["_total"].isna()
    if "_status" in orders:  # one that says nothing of its payment was never ordered
        gone |= orders["_status"].str.casefold().isin(_NO_SALE) | orders["_status"].isna()
    gone |= orders["_at"].isna()
    if "_cancelled" in orders:
        gone |= orders["_cancelled"].notna()
    named = orders["_buyer"].notna()
    said = N_(
        "Orders: {orders:number}. Not counted: {gone:number} cancelled, refunded, unpaid or without an amount, "
        "{nameless:number} without the buyer's e-mail."
    )
    values = {"orders": len(orders), "gone": int(gone.sum()), "nameless": int((~named & ~gone).sum())}
    reading.warn(Message(said, values))
    orders = orders[~gone & named]
    back = orders["_refunded"].fillna(0) if "_refunded" in orders else 0
    return orders.assign(_total=orders["_total"] - back)


def by_customer(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Turn orders into customers, known by the hash of their e-mail."""
    orders = whole_orders(frame, reading)
    if "_status" in orders and len(orders) and orders["_status"].isna().all():
        said = N_("No order says that it was paid, as in a list of abandoned baskets. Export the orders instead.")
        reading.ask(Message(said))
    orders = sales_only(orders, reading)
    own = reading.client.currency
    foreign = (orders["_currency"].fillna(own) if "_currency" in orders else orders["_order"].map(lambda _: own)) != own
    if foreign.any():
        said = N_(
            "Orders are in {found}, and client.toml says {currency}: amounts of two currencies do not add up. "
            "Export the orders of {currency} alone."
        )
        found = ", ".join(sorted(orders.loc[foreign, "_currency"].unique()))
        reading.ask(Message(said, {"found": found, "currency": reading.client.currency}))
        return frame.iloc[:0]
    days = orders["_at"].dt.tz_convert(reading.client.timezone).dt.tz_localize(None).dt.normalize()
    orders = orders.assign(_day=days, customer_id=hash_people(orders["_buyer"], reading.client))
    parts = orders.sort_values("_at", kind="stable").groupby("customer_id", sort=False)
    customers = pd.DataFrame(
        {
            "first_order_on": parts["_day"].min(),
            "last_order_on": parts["_day"].max(),
            "orders": parts.size().astype("Int64"),
            "revenue": parts["_total"].sum().astype("Float64"),
            "source_row": parts["source_row"].min(),
            **({"city": parts["city"].last()} if "city" in orders else {}),
        }
    ).reset_index()
    customers = customers.assign(source_file=reading.path, as_of=days.max())
    return customers.sort_values("source_row", kind="stable").reset_index(drop=True)


KINDS = (
    ExportKind(
        name="shopify-orders",
        label=N_("Orders (Shopify)"),
        table="customers",
        headers={
            "_order": ("Name",),
            "_buyer": ("Email",),
            "_status": ("Financial Status",),
            "_cancelled": ("Cancelled at",),
            "_currency": ("Currency",),
            "_total": ("Total",),
            "_refunded": ("Refunded Amount",),
            "_at": ("Created at",),
            "_items": ("Lineitem quantity",),
            "city": ("Billing City", "Shipping City"),
        },
        required=("_order", "_buyer", "_total", "_at", "_items", "_currency"),
        layout=single,
        times={"_at": ("%Y-%m-%d %H:%M:%S %z", "iso")},
        zone=Zone(CLIENT_ZONE, N_("Shopify writes each moment with its distance from UTC.")),
        number_format="plain",
        scratch={"_total": "number", "_refunded": "number", "_at": "time", "_items": "count"},
        known=(
            "Paid at", "Fulfil*", "Accepts Marketing", "Subtotal", "Shipping", "Taxes", "Tax *", "Discount*",
            "Lineitem*", "Shipping Method", "Shipping Z*", "Shipping Pro*", "Shipping Co*", "Billing Z*",
            "Billing Pro*",
            "Billing Co*", "Payment*", "Vendor", "Outstanding Balance", "Employee", "Location", "Device ID", "Id",
            "Tags",
            "Risk Level", "Source", "Duties", "Receipt Number", "Next Payment Due At", "Shipping City",
        ),
        private=("Billing *", "Shipping *", "Phone", "Notes", "Note Attributes"),
        steps=(by_customer,),
    ),
    ExportKind(
        name="woocommerce-orders",
        label=N_("Orders (WooCommerce)"),
        table="customers",
        headers={
            "_order": ("Order Number", "Order ID", "Número de pedido", "ID de pedido", "ID del pedido"),
            "_buyer": (
                "Email (Billing)", "Customer Email", "Billing Email", "Billing Email Address",
                "Correo electrónico (facturación)",
            ),
            "_status": ("Order Status", "Status", "Estado del pedido"),
            "_currency": ("Order Currency", "Currency", "Moneda"),
            "_total": ("Order Total Amount", "Order Total", "Total del pedido", "Importe total del pedido"),
            "_refunded": ("Order Refund Amount", "Refund Amount", "Importe reembolsado"),
            "_at": ("Order Date", "Date", "Fecha del pedido"),
            "city": ("City (Billing)", "Billing City", "Ciudad (facturación)"),
        },
        required=("_order", "_buyer", "_total", "_at", "_status"),
        layout=single,
        times={"_at": ("iso", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y")},
        zone=Zone(CLIENT_ZONE, N_("The shop writes its own local time, taken to be the client's.")),
        number_format=None,
        scratch={"_total": "number", "_refunded": "number", "_at": "time"},
        known=(
            "Item*", "SKU", "Quantity*", "Cart *", "Order *", "Payment*", "Shipping Method*", "Coupon*", "Discount*",
            "Tax*", "State Code*", "Country Code*", "Transaction ID", "Product*",
        ),
        private=(
            "First Name*", "Last Name*", "Company*", "Address*", "Postcode*", "Phone*", "Customer*", "City (Shipping)",
            "Billing *", "Shipping *", "Full Name*", "Email*",
        ),
        steps=(by_customer,),
    ),
    ExportKind(
        name="shopify-customers",
        label=N_("Customers (Shopify)"),
        table="customers",
        headers={"customer_id": ("Customer ID",), "revenue": ("Total Spent",), "orders": ("Total Orders",)},
        required=("customer_id", "revenue", "orders"),
        layout=single,
        refusal=N_(
            "These are customers without the days on which they bought (Shopify), so they belong to no month. Export "
            "the orders (Orders > Export) and put that file here: the customers are made from it."
        ),
    ),
    ExportKind(
        name="shopify-sales",
        label=N_("Sales by day (Shopify)"),
        table="web",
        headers={"_gross": ("Gross sales",), "_net": ("Net sales",), "_returns": ("Returns",)},
        required=("_gross", "_net", "_returns"),
        layout=single,
        refusal=N_(
            "These are the shop's sales by day (Shopify), and they do not say what brought them. Export the orders "
            "(Orders > Export) for the customers; what each channel sold stands in the exports of GA4."
        ),
    ),
    ExportKind(
        name="woocommerce-analytics",
        label=N_("Orders (WooCommerce analytics)"),
        table="customers",
        headers={"_order": ("Order #", "Pedido #", "N.º de pedido"), "_sold": ("Items sold", "Artículos vendidos"),
                 "_net": ("Net Sales", "Ventas netas")},
        required=("_order", "_sold", "_net"),
        layout=single,
        refusal=N_(
            "These orders (WooCommerce analytics) hold no buyer's e-mail, so nobody can be told apart. Export the "
            "orders themselves, with number, status, date, total and e-mail, and put that file here."
        ),
    ),
    ExportKind(
        name="mailchimp-campaigns",
        label=N_("Campaigns by e-mail (Mailchimp)"),
        table="web",
        headers={
            "_sent": ("Send Date",),
            "_people": ("Total Recipients",),
            "_delivered": ("Successful Deliveries",),
            "_opens": ("Unique Opens",),
        },
        required=("_people", "_delivered", "_opens"),
        layout=single,
        refusal=N_(
            "These are campaigns by e-mail (Mailchimp), and no notebook uses them. What they brought to the web page "
            "stands in the exports of GA4. Move the file out of the folder."
        ),
    ),
)  # fmt: skip
