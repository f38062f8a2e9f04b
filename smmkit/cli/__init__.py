"""The `smmkit` command; each subcommand is loaded only when it is called."""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

import click

from smmkit.cli.help import SpokenContext
from smmkit.errors import SmmkitError

# name -> (module, one line shown by --help); modules are loaded late because `smmkit --help` must answer at once.
COMMANDS = {
    "run": ("smmkit.cli.run", "Generate workbooks: notebooks, report, calendar, portfolio."),
    "check": ("smmkit.cli.check", "Say what was understood of each export."),
    "alarm": ("smmkit.cli.alarm", "Say whether a crisis alarm is on; exit code 3 if one is."),
    "pdf": ("smmkit.cli.pdf", "Write a month's report, week and sheet to sign as PDFs."),
    "new": ("smmkit.cli.new", "Start a client: a commented client.toml to fill in."),
    "plan": ("smmkit.cli.plan", "Show what stands, what is proposed and what is stale."),
    "approve": ("smmkit.cli.approve", "Write proposals into the approved plan."),
    "reject": ("smmkit.cli.approve", "Refuse proposals, with a note."),
    "comment": ("smmkit.cli.approve", "Leave a word on proposals without deciding."),
    "calendar": ("smmkit.cli.calendar", "Take back the calendar or an approval page into calendar.csv."),
    "lab": ("smmkit.cli.lab", "Work on a client in JupyterLab; publish what was tried."),
    "trace": ("smmkit.cli.trace", "Follow an item up to its evidence, or down to what rests on it."),
    "course": ("smmkit.cli.course", "Teach with it: build a class, check and mark answers."),
    "demo": ("smmkit.cli.demo", "Invent clients with a known truth."),
}


class LazyGroup(click.Group):
    """A group that imports a subcommand's module when it is used."""

    context_class = SpokenContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of an analyst's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)
        command.context_class = SpokenContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when a name is misspelt."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else f" Commands: {', '.join(COMMANDS)}."
            raise click.UsageError(f"No command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="smmkit")
def group() -> None:
    """From platform exports and a client brief to a strategy that can be defended."""


def _say(sentence: str, args: list[str], wrong: click.ClickException | None = None) -> None:
    """Say what went wrong, in the reader's language; as JSON on the standard output to whoever asked for JSON."""
    from smmkit.cli.language import asked_language, command_text
    from smmkit.files import inert
    from smmkit.text import N_, retell

    text = command_text(asked_language(args))
    told = inert(retell(sentence, text))
    if "--json" in args:
        click.echo(json.dumps({"error": told}, ensure_ascii=False))
        return
    context = getattr(wrong, "ctx", None)
    if context is not None:
        click.echo(context.get_usage(), err=True)
        click.echo(text(N_("Try '{command} -h' for help."), command=context.command_path) + "\n", err=True)
    click.echo(f"{text.word(N_('Error'))}: {told}", err=True)


def main(args: list[str] | None = None) -> None:
    """Run the command line; a user's mistake ends in one sentence and exit code 1, wrong usage in 2."""
    from smmkit.cli.language import answer_in
    from smmkit.cli.letters import spell_out_signs

    spell_out_signs()
    given = sys.argv[1:] if args is None else args
    answer_in()
    try:
        code: Any = group.main(args, prog_name="smmkit", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as wrong:
        _say(wrong.format_message(), given, wrong)
        code = wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        from smmkit.cli.language import asked_language, command_text
        from smmkit.text import N_

        click.echo(command_text(asked_language(given)).word(N_("Stopped.")), err=True)
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except SmmkitError as error:
        _say(str(error), given)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
