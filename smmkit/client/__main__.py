"""`python -m smmkit.client` writes the JSON Schema anew after the model or the metrics changed."""

from smmkit.client.load import SCHEMA_FILE, client_schema

if __name__ == "__main__":
    SCHEMA_FILE.write_text(client_schema(), encoding="utf-8", newline="\n")
