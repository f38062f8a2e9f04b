"""What the user is told about an exception: our own errors are sentences already, others get one."""

from __future__ import annotations

from smmkit.errors import SmmkitError, own_names


def sentence(error: BaseException) -> str:
    """Return what to tell the user about an exception."""
    if isinstance(error, SmmkitError):
        return str(error)
    if isinstance(error, MemoryError):
        return "the exports need more memory than there is. Split the largest of them, or run with -j 1."
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the disk'}: {error.strerror}. Make room or mend the permissions, then run again."
    return f"{type(error).__name__}: {error}"


def of_one_client(error: Exception) -> str:
    """Return what to tell the user about an exception while one client was looked at; our own say all there is."""
    if isinstance(error, SmmkitError):
        return str(error)
    return f"{sentence(error).removesuffix('.')}. The other clients are not affected."


def sentence_of(name: str, value: str) -> str:
    """Return what to tell the user about an exception that a cell raised, by the name of its class and its text."""
    return value if name in own_names() else f"{name}: {value}"
