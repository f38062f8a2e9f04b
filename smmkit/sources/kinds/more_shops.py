"""Orders of more shops (Tiendanube, Magento, BigCommerce, Squarespace, Wix, PayPal) -> one row a customer.

Headers read in public importers and their test files: Tiendanube's 45 columns with `;`, Latin-1 and D/M/YYYY; Magento's
list of orders (`Sep 1, 2026 10:00:00 AM`, `€121.50`); BigCommerce's export in American dates; Wix's with its
`Contact email`; PayPal's movements in English and Spanish. Squarespace's has Shopify's columns and an `Order ID`.
Square's is refused: it was seen without anything that names most buyers.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources.headers import words
from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Reading, Step, Zone
from smmkit.sources.kinds.shops import KINDS as SHOPS
from smmkit.sources.kinds.shops import by_customer
from smmkit.sources.layout import single
from smmkit.text import N_, Message

_ZONE = Zone(CLIENT_ZONE, N_("The shop writes its own local time, taken to be the client's."))
_PRIVATE = (
    "Endereço", "Complemento", "Bairro", "Anotações*", "Pessoa*", "Correo*", "Name", "Nombre*",
    "Nome*", "DNI*", "CPF*", "Teléfono*", "Telefone*", "Dirección*", "Número", "Piso", "Localidad",
    "Notas*", "Persona*", "Vendedor", "Bill-to *", "Ship-to *", "Billing *", "Shipping *", "Customer *", "Recipient *",
    "Delivery *", "Note*", "Order Notes", "Custom text", "Contact Phone*", "Address *", "To Email*",
)  # fmt: skip
_CLOSED = frozenset(("cancelada", "cancelado", "cancelled", "canceled", "anulada", "anulado"))
_NO_GOODS = (
    "conversion", "conversi", "withdraw", "retirada", "transfer", "deposit", "hold", "retenc", "reserv", "authori",
    "autoriz",
)  # fmt: skip
_BACK = ("refund", "reembolso", "devoluci", "reversal", "anulaci", "remboursement", "erstattung")


def closed(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take an order that the shop calls cancelled for one, whatever became of its payment."""
    if "_state" not in frame:
        return frame
    gone = frame["_state"].map(lambda cell: words(str(cell)) in _CLOSED)
    known = frame["_cancelled"] if "_cancelled" in frame else pd.Series(pd.NA, index=frame.index, dtype="str")
    return frame.assign(_cancelled=known.mask(gone, frame["_state"]).astype("str"))


def sales_of_movements(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Keep the money that buyers sent; what was given back is taken off the movement it refers to."""
    if frame.empty:
        return frame
    again = frame["_order"].notna() & frame.duplicated("_order")
    frame = reading.drop(frame, again, Message(N_("The same movement a second time.")))
    said = frame["_kind"].fillna("").map(words)
    amount = frame["_total"].astype("Float64").fillna(0)
    back = (said.map(lambda kind: any(word in kind for word in _BACK)) & (amount < 0)).astype(bool)
    moved = said.map(lambda kind: any(word in kind for word in _NO_GOODS)).astype(bool)
    given = amount[back].groupby(frame.loc[back, "_of"]).sum() if "_of" in frame else amount[:0]
    returned = {str(order): -float(money) for order, money in given.items()}
    bought = ~moved & (amount > 0).astype(bool) & frame["_buyer"].notna()
    why = Message(N_("No sale: money sent out, moved between accounts, or given back to a buyer."))
    frame = reading.drop(frame, ~bought, why)
    lost = len(returned.keys() - set(frame["_order"].dropna()))
    if lost:
        told = N_("Money given back for sales that are not in this file, not taken off: {count:number}.")
        reading.warn(Message(told, {"count": lost}))
    refunded = frame["_order"].map(returned).astype("Float64")
    return frame.assign(_refunded=refunded)


def _shop(
    name: str,
    label: str,
    headers: dict[str, tuple[str, ...]],
    times: tuple[str, ...],
    known: tuple[str, ...],
    *steps: Step,
) -> ExportKind:
    """Return the kind of one shop's orders."""
    return ExportKind(
        name=name,
        label=label,
        table="customers",
        headers=headers,
        required=tuple(column for column in headers if column not in _OPTIONAL),
        layout=single,
        times={"_at": times},
        zone=_ZONE,
        number_format=None,
        scratch={"_total": "number", "_refunded": "number", "_at": "time"},
        known=known,
        private=_PRIVATE,
        steps=(*steps, by_customer),
    )


_OPTIONAL = frozenset(("city", "_refunded", "_currency", "_cancelled", "_of", "_state"))
_DAYS = ("iso", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")

KINDS = (
    _shop(
        "tiendanube-orders", N_("Orders (Tiendanube)"),
        {
            "_order": ("Número de orden", "Número do Pedido"),
            "_buyer": ("Email", "E-mail"),
            "_at": ("Fecha", "Data"),
            "_state": ("Estado de la orden", "Status do Pedido"),
            "_status": ("Estado del pago", "Status do Pagamento"),
            "_currency": ("Moneda", "Moeda"),
            "_total": ("Total",),
            "_cancelled": ("Fecha y hora de cancelación", "Data e hora do cancelamento"),
            "city": ("Ciudad", "Cidade"),
        },
        _DAYS,
        (
            "Estado del envío", "Status do Envio", "Subtotal*", "Descuento", "Desconto", "Costo de envío", "Valor d*",
            "Código*", "Provincia*", "Estado", "País", "Medio*", "Forma*", "Cupón*", "Cupom*", "Fecha de*", "Data de*",
            "Precio*", "Cantidad*", "Quantidade*", "SKU", "Canal", "Identificador*", "Producto*", "Produto*",
            "Sucursal*", "Local*", "Motivo*",
        ),
        closed,
    ),
    _shop(
        "magento-orders", N_("Orders (Magento)"),
        {
            "_order": ("ID",),
            "_at": ("Purchase Date",),
            "_total": ("Grand Total (Base)", "Grand Total (Purchased)"),
            "_status": ("Status",),
            "_buyer": ("Customer Email",),
            "_refunded": ("Total Refunded",),
        },
        ("%b %d, %Y %I:%M:%S %p", "%d %b %Y %H:%M:%S", "iso"),
        ("Purchase Point", "Subtotal*", "Customer Group", "Payment Method", "Allocated sources", "Signifyd*",
         "Pickup*"),
    ),
    _shop(
        "bigcommerce-orders", N_("Orders (BigCommerce)"),
        {
            "_order": ("Order ID",),
            "_buyer": ("Customer Email",),
            "_status": ("Order Status",),
            "_at": ("Order Date",),
            "_total": ("Order Total (inc tax)",),
            "_currency": ("Order Currency Code",),
            "_refunded": ("Refund Amount",),
            "city": ("Billing Suburb",),
        },
        ("%m/%d/%Y", "iso"),
        (
            "Order Time", "Subtotal*", "Tax Total", "Shipping Cost*", "Ship Method", "Handling*", "Store Credit*",
            "Gift*", "Coupon*", "Order Total*", "Payment Method", "Total *", "Date Shipped", "Exchange Rate",
            "Product*", "Channel*", "Combined*", "Transaction ID", "Customer ID",
        ),
    ),
    _shop(
        "wix-orders", N_("Orders (Wix)"),
        {
            "_order": ("Order number",),
            "_at": ("Date created",),
            "_buyer": ("Contact email",),
            "_status": ("Payment status",),
            "_total": ("Total",),
            "_currency": ("Currency",),
            "_refunded": ("Refunded amount",),
            "city": ("Billing city", "Delivery city"),
        },
        ("%b %d, %Y", "%d %b %Y", "iso", "%m/%d/%Y"),
        (
            "Time", "Fulfi*", "Total *", "Additional*", "Item", "Variant", "SKU", "Qty", "Quantity*", "Price", "Weight",
            "Deposit*", "Payment method", "Coupon*", "Gift*", "Shipping rate", "Net amount", "Tracking*",
            "Shipping label",
        ),
    ),
    replace(
        next(kind for kind in SHOPS if kind.name == "shopify-orders"),
        name="squarespace-orders",
        label=N_("Orders (Squarespace)"),
        headers={
            **next(kind for kind in SHOPS if kind.name == "shopify-orders").headers,
            "_order": ("Order ID",),
            "_refunded": ("Amount Refunded",),
        },
        excluded=("Name",),
    ),
    _shop(
        "paypal-movements", N_("Payments (PayPal)"),
        {
            "_order": ("Transaction ID", "Id. de transacción", "ID de transacción"),
            "_buyer": ("From Email Address", "Correo electrónico del remitente"),
            "_at": ("Date", "Fecha"),
            "_kind": ("Type", "Tipo", "Descripción"),
            "_status": ("Status", "Estado"),
            "_currency": ("Currency", "Divisa"),
            "_total": ("Gross", "Bruto"),
            "_of": ("Reference Txn ID", "Id. de referencia de trans.", "ID de la transacción de referencia"),
        },
        (*_DAYS, "%m/%d/%Y"),
        (
            "Time", "Hora", "Time*Zone", "TimeZone", "Zona horaria", "Fee", "Comisión", "Net", "Neto", "Item*",
            "Artículo*", "Id. del artículo", "Shipping and*", "Importe*", "Sales Tax", "Impuesto*", "Option*",
            "Invoice*", "N.º*", "Custom Number", "Quantity", "Cantidad", "Receipt ID", "Balance*", "Saldo",
            "Subject", "Asunto",
            "Country*", "País*", "Estado de la dirección", "Payment Source",
        ),
        sales_of_movements,
    ),
    ExportKind(
        name="square-payments",
        label=N_("Payments (Square)"),
        table="customers",
        headers={"_total": ("Total Collected",), "_gifts": ("Gift Card Sales",), "_card": ("Card Entry Methods",)},
        required=("_total", "_gifts", "_card"),
        layout=single,
        refusal=N_(
            "These are payments at the till (Square): most of them name no buyer, so nobody can be told apart. Use "
            "the orders of the online shop, and move this file out of the folder."
        ),
    ),
)  # fmt: skip
