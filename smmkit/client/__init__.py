"""The brief: who the client is, as written in `client.toml`."""

from smmkit.client.limits import BudgetLimit
from smmkit.client.load import SCHEMA_FILE, check_slug, client_schema, load_client, parse_client
from smmkit.client.model import Account, Brand, Client, Competitor, Department, Goal, Roles, Source

__all__ = [
    "SCHEMA_FILE",
    "Account",
    "Brand",
    "BudgetLimit",
    "Client",
    "Competitor",
    "Department",
    "Goal",
    "Roles",
    "Source",
    "check_slug",
    "client_schema",
    "load_client",
    "parse_client",
]
