"""The papermill engine `smmkit`: `papermill --engine smmkit IN.ipynb OUT.ipynb`.

Papermill loads this module while it is being imported itself, so nothing is imported here: a mistake, or
a circle, would break papermill for every other use of it.
"""


class SmmkitEngine:
    """What papermill asks of an engine; the work is done in `smmkit.run.by_hand`."""

    @classmethod
    def execute_notebook(cls, nb, kernel_name, **options):  # type: ignore[no-untyped-def]
        """Run a notebook in a fresh process and return it with its outputs."""
        from smmkit.run.by_hand import execute_notebook

        return execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb, name=None):  # type: ignore[no-untyped-def]
        """Return the name of the kernel a notebook asks for."""
        from papermill.utils import nb_kernel_name

        return nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb, language=None):  # type: ignore[no-untyped-def]
        """Return the language a notebook is written in."""
        from papermill.utils import nb_language

        return nb_language(nb, language)
