"""`python -m smmkit.plan` writes the JSON Schema anew after the model changed."""

from smmkit.plan.load import SCHEMA_FILE, plan_schema

if __name__ == "__main__":
    SCHEMA_FILE.write_text(plan_schema(), encoding="utf-8", newline="\n")
