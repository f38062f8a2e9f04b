"""What can go wrong, each with a sentence a marketer can act on."""


class SmmkitError(Exception):
    """A mistake the user can mend; its text says where, what was found and what to do."""


class DataError(SmmkitError):
    """An export or a table cannot be used as it is."""


class RefusedFileError(DataError):
    """A file that is no table; carries its sentence as a message too, to be said in any language."""

    def __init__(self, sentence: str, message: object) -> None:
        super().__init__(sentence)
        self.message = message


class ConfigError(SmmkitError):
    """`client.toml`, `plan.toml` or `mapping.toml` cannot be used as it is."""


class CalendarError(ConfigError):
    """A row of a calendar cannot be read: `row` as a spreadsheet counts it, `said` what was found and what to do."""

    row: int = 0
    said: str = ""


class OutdatedError(DataError):
    """What another version of smmkit recorded and this one does not read: running the client again replaces it."""


class PeriodError(DataError):
    """A month of which the exports hold nothing."""


class RunError(SmmkitError):
    """A notebook, a workbook or the batch could not be run to its end."""


def own_names(kind: type[SmmkitError] = SmmkitError) -> frozenset[str]:
    """Return what the classes of these errors are called: all stand in this module, so the names are complete."""
    return frozenset({kind.__name__}).union(*map(own_names, kind.__subclasses__()))
