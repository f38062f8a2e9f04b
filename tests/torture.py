"""Cells that find out whether a kernel behaves like Jupyter's own: each once gave a different output somewhere."""

from __future__ import annotations

from pathlib import Path

# ruff: noqa: E501

CELLS = [
    "1 + 1",
    "print('out'); 'last value'",
    "import sys\nprint('to stderr', file=sys.stderr)\nprint('to stdout')",
    "for i in range(5): print(i, end=' ')\nprint()",
    "print('a'); print('b', file=sys.stderr); print('c'); print('d', file=sys.stderr)",
    "import warnings\nwarnings.warn('careful')\nwarnings.warn('old', DeprecationWarning)",
    "def once():\n    warnings.warn('from a function', FutureWarning)\nonce(); once()",
    "import logging\nlogging.warning('logged'); logging.getLogger('mine').error('mine')",
    "from IPython.display import HTML, JSON, Markdown, SVG, clear_output, display, update_display\nHTML('<b>bold</b>')",
    "handle = display(Markdown('first'), display_id='shown-once')\nprint('between')\ndisplay({'text/plain': 'raw'}, raw=True)",
    "update_display(Markdown('updated from a later cell'), display_id='shown-once')",
    "handle = display('one', display_id=True)\nfor word in ('two', 'three'): handle.update(word)",
    "print('gone'); clear_output(); print('stays')",
    "print('gone too'); clear_output(wait=True); display('instead')",
    "JSON({'a': [1, 2, {'b': None}]})",
    'SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>\')',
    "class Rich:\n    def _repr_html_(self): return '<i>rich</i>'\n    def _repr_markdown_(self): return '*rich*'\n"
    "    def __repr__(self): return 'rich'\nRich()",
    "class Bundle:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'plain', 'text/html': '<p>html</p>'}, {'text/html': {'note': 1}}\nBundle()",
    "import pandas as pd\nframe = pd.DataFrame({f'column_{i}': range(3) for i in range(30)})\nframe",
    "pd.get_option('display.max_columns'), pd.get_option('display.width')",
    "pd.Series([1.5, None, 3], name='numbers')",
    "%matplotlib inline\nimport matplotlib, matplotlib.pyplot as plt\nmatplotlib.get_backend()",
    "figure, ax = plt.subplots(figsize=(3, 2))\nax.plot([1, 2, 3]); ax.set_title('a line')",
    "plt.figure(figsize=(2, 2)); plt.bar(['a', 'b'], [1, 2]); plt.show(); plt.get_fignums()",
    "figure",
    "%config InlineBackend.figure_format = 'svg'\nplt.rcParams['svg.hashsalt'] = 'fixed'\n"
    "plt.figure(figsize=(2, 1)); plt.plot([1, 2]); plt.gcf().savefig; None",
    "import ipywidgets as widgets\nslider = widgets.IntSlider(value=3, description='n')\nslider",
    "slider.value = 7\nwidgets.VBox([slider, widgets.HTML('<b>x</b>')])",
    "out = widgets.Output()\nwith out: print('inside the widget')\nout",
    "with out:\n    display(Markdown('more inside'))\nprint('outside')",
    "@widgets.interact(n=(0, 5))\ndef double(n=2): return n * 2",
    "import threading\ndef speak(): print('from a thread')\nthread = threading.Thread(target=speak); thread.start(); thread.join()",
    "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(2) as pool: print(sum(pool.map(lambda x: x * x, range(10))))",
    "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')",
    "async def later(): await asyncio.sleep(0.01); return 'done later'\ntask = asyncio.create_task(later())\nawait task",
    "try: asyncio.run(later())\nexcept RuntimeError as error: print(error)",
    "import contextvars\nvariable = contextvars.ContextVar('variable', default='unset')\ntoken = variable.set('set'); None",
    "variable.get()",
    "import subprocess\nsubprocess.run(['echo', 'captured'], capture_output=True, text=True).stdout",
    "print(subprocess.run(['sh', '-c', 'exit 3'], check=False).returncode)",
    "!echo from the shell",
    "lines = !printf 'a\\nb\\n'\nlines",
    "%%bash\necho in bash\necho wrong >&2",
    "import os\nos.write(1, b'straight to the descriptor\\n'); os.system('echo from a system call'); None",
    "import multiprocessing\nmultiprocessing.get_start_method(allow_none=True), multiprocessing.get_start_method()",
    "import time\ndef square(x): return x * x\nwith multiprocessing.get_context('fork').Pool(2) as pool: squares = pool.map(square, range(4))\n"
    "squares",
    "child = multiprocessing.get_context('fork').Process(target=print, args=('from a forked process',))\nchild.start(); child.join(); time.sleep(0.3)",
    "try: input('name? ')\nexcept Exception as error: print(type(error).__name__, error)",
    "import getpass\ntry: getpass.getpass()\nexcept Exception as error: print(type(error).__name__)",
    "for _ in range(3000): print('x' * 100)",
    "'y' * 100_000",
    "for i in range(2000): print(i)",
    "print('progress 1', end='\\r'); print('progress 2', end='\\r'); print('done      ')",
    "print('naïve café – 東京 🚲', '\\x1b[31mred\\x1b[0m')",
    "import random, numpy as np\nrandom.seed(1); np.random.seed(1)\nrandom.random(), float(np.random.rand())",
    "%time sum(range(10))\n_ = 5",
    "%%capture caught\nprint('hidden')",
    "caught.stdout",
    "get_ipython().kernel is not None, __name__, '__file__' in globals(), In[-1][:3], type(get_ipython()).__mro__[-8].__name__",
    "%who_ls int",
    "?len",
    "from IPython.display import Image\nimport base64\n"
    "Image(base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='))",
    "sys.stdout.write('written'); sys.stdout.flush(); sys.stdout.isatty(), sys.stdin is None",
    "import pickle\npickle.loads(pickle.dumps(Rich())).__class__.__name__, Rich.__module__",
    "try: raise ValueError('inner')\nexcept ValueError as error: pass\nsys.exc_info()",
    "import traceback\ntry: {}['missing']\nexcept KeyError: traceback.print_exc(limit=1)",
    "import signal\nsignal.getsignal(signal.SIGINT) is signal.default_int_handler",
    # Old launchers forget to take the folder they start in off the front, where it stands beside the usual ''.
    "dict(os.environ).get('MPLBACKEND'), [p for p in sys.path if p != os.getcwd()][0], len(sys.argv) > 0",
    "import atexit\natexit.register(print, 'too late'); None",
    "background = threading.Thread(target=time.sleep, args=(60,)); background.start()\nbackground.is_alive()",
]
# A notebook ends at its first error, so each of these is a notebook of its own.
ERRORS = {
    "exception": "def inner(): return 1 / 0\ndef outer(): return inner()\nprint('before')\nouter()",
    "syntax": "x = (1,\ny = 2",
    "chained": "try: {}['a']\nexcept KeyError as error: raise ValueError('no a') from error",
    "exit": "import sys\nsys.exit(3)",
    "interrupt": "raise KeyboardInterrupt",
    "magic": "%no_such_magic",
    "await": "import asyncio\nasync def wrong(): raise OSError('late')\nawait wrong()",
    "html": "class Broken:\n    def _repr_html_(self): raise ValueError('no html')\nBroken()",
    "display": "class Bad:\n    def __repr__(self): raise RuntimeError('cannot be shown')\nBad()",
}


def write_notebook(
    path: Path, sources: list[str], *, parameters: bool = True, tags: dict[int, list[str]] | None = None
) -> Path:
    """Write a notebook of code cells, with stable ids and the three parameters of the batch."""
    import nbformat

    cells = [nbformat.v4.new_markdown_cell("# A notebook")]
    if parameters:
        cells.append(nbformat.v4.new_code_cell('client = "nobody"\nperiod = "2026-10"\nlang = "en"'))
        cells[-1].metadata["tags"] = ["parameters"]
    for number, source in enumerate(sources):
        cells.append(nbformat.v4.new_code_cell(source))
        cells[-1].metadata["tags"] = (tags or {}).get(number, [])
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path
