"""What follows from a client's exports for all its months, once they have been read."""

from __future__ import annotations

from typing import Any

from smmkit.client import load_client
from smmkit.client.load import missing_logos
from smmkit.dated import covered_months, latest_period
from smmkit.folders import client_folder, data_dir, default_out
from smmkit.inventory import IMPORTED
from smmkit.sources import import_client
from smmkit.text import Text
from smmkit.text.message import E_

# Warnings travel as English sentences, from other processes too, and are told again in the reader's language.
WARNINGS = (
    E_("The logo {a} is not in the client's folder, so nothing carries it. Put it there or remove the line."),
    E_("The logo {a} is larger than 2 MB and would stand in every page, so nothing carries it. Save it smaller."),
    E_("The same file lies under several clients ({a}): for all but one these are another client's numbers."),
    E_(
        "{a} files are the same under several clients ({b}), such as {c}: for all but one these are another client's "
        "numbers."
    ),
)


def export_facts(client: str) -> dict[str, Any]:
    """Read a client's exports and return what follows from them for every month.

    Returns
    -------
    dict
        `latest` complete month, or an empty text; the `months` there are rows of; `lang`, `name`; and how many
        `files` were `used`, `asked` about and `refused`; and `warnings`, in English.

    """
    brief = load_client(client_folder(client, data_dir()))
    imported = import_client(brief, default_out() / brief.slug / IMPORTED)
    months = covered_months(imported.tables, brief.timezone)
    files = imported.files
    return {
        "latest": str(latest_period(imported.tables, brief.timezone)) if months else "",
        "months": months,
        "lang": brief.language,
        "name": brief.name,
        "files": {
            "used": sum(report.usable for report in files),
            "asked": sum(any(part.questions for part in report.parts) for report in files),
            "refused": sum(not report.usable for report in files),
        },
        "warnings": [Text("en")(message) for message in missing_logos(brief)],
    }
