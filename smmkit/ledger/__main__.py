"""`python -m smmkit.ledger` writes the JSON Schema anew after the records changed."""

from smmkit.ledger.schema import SCHEMA_FILE, ledger_schema

if __name__ == "__main__":
    SCHEMA_FILE.write_text(ledger_schema(), encoding="utf-8", newline="\n")
