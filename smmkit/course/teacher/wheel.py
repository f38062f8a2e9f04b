"""A copy of the program for students: everything but the course's sources and what marks."""

from __future__ import annotations

import hashlib
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path

import smmkit
from smmkit.errors import RunError
from smmkit.folders import demo_dir, notebooks_dir

_PACKAGE = Path(smmkit.__file__).parent
_LEFT_OUT = ("__pycache__", "course/teacher", "bundle")
_WHEN = (2026, 1, 1, 0, 0, 0)


def write_student_wheel(folder: Path) -> Path:
    """Write the wheel students install; its bytes depend on the program alone.

    Raises
    ------
    RunError
        If the program is not installed, so that nobody knows what it needs.

    """
    try:
        about, number = metadata("smmkit"), version("smmkit")
    except PackageNotFoundError:
        raise RunError("smmkit is not installed here. Install it (pip install -e .), then build again.") from None
    path = folder / f"smmkit-{number}-py3-none-any.whl"
    folder.mkdir(parents=True, exist_ok=True)
    info = f"smmkit-{number}.dist-info"
    entries = "[console_scripts]\nsmmkit = smmkit.cli:main\n\n[papermill.engine]\nsmmkit = smmkit.engine:SmmkitEngine\n"
    files = dict(_members()) | {
        f"{info}/METADATA": str(about).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: smmkit\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": entries.encode(),
    }
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in (files | {f"{info}/RECORD": f"{record}{info}/RECORD,,\n".encode()}).items():
            wheel.writestr(zipfile.ZipInfo(name, _WHEN), content, compress_type=zipfile.ZIP_DEFLATED)
    return path


def _members() -> Iterator[tuple[str, bytes]]:
    """Return the files of a student's copy: package, notebooks 00-11, public reference data."""
    for file in sorted(_PACKAGE.rglob("*")):
        inside = file.relative_to(_PACKAGE).as_posix()
        if file.is_file() and not any(f"/{left}/" in f"/{inside}" for left in _LEFT_OUT):
            yield f"smmkit/{inside}", file.read_bytes()
    for file in sorted(notebooks_dir().glob("[0-9][0-9]_*.ipynb")):
        yield f"smmkit/bundle/notebooks/{file.name}", file.read_bytes()
    for file in sorted((demo_dir() / "reference").rglob("*")):
        if file.is_file():
            yield (
                f"smmkit/bundle/data/reference/{file.relative_to(demo_dir() / 'reference').as_posix()}",
                file.read_bytes(),
            )


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
