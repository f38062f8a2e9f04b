"""The brief: who the client is, as written in `client.toml`."""

from smmkit.client.limits import BudgetLimit
from smmkit.client.load import SCHEMA_FILE, check_slug, client_schema, load_client, parse_client
from smmkit.client.model import Account, Approval, Brand, Client, Competitor, Database, Department, Goal, Report, Term
from smmkit.client.roles import ROLES, Roles
from smmkit.client.scope import WrittenScope

__all__ = [
    "Account",
    "Approval",
    "Brand",
    "BudgetLimit",
    "Client",
    "Competitor",
    "Department",
    "Goal",
    "ROLES",
    "Report",
    "Roles",
    "SCHEMA_FILE",
    "WrittenScope",
    "Database",
    "Term",
    "check_slug",
    "client_schema",
    "load_client",
    "parse_client",
]
