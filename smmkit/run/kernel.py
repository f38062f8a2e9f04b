"""Jupyter's own kernel inside this process: ipykernel's classes, with lists in place of its sockets.

`ipykernel` runs a cell as it always does; only its messages do not travel. The notebook client takes them
from a list. What is used of ipykernel beyond its public interface is held together here, and the contract
tests compare the outputs with plain papermill's on the oldest and the newest ipykernel allowed.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import os
import sys
import threading
from collections import deque
from queue import Empty
from types import SimpleNamespace
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session, extract_header
from tornado.ioloop import IOLoop
from traitlets import Any as AnyTrait
from traitlets.config import Config

from smmkit.run.subprocess_output import Capture

WireMessage = dict[str, Any]


class ListSession(Session):
    """A session whose messages end in two lists, as a front end would have received them."""

    iopub = AnyTrait()
    shell = AnyTrait()
    home = AnyTrait()

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> WireMessage:
        """Keep a message; in a process forked by a cell, print it to where the notebook listens."""
        message: WireMessage = (
            msg_or_type
            if isinstance(msg_or_type, dict)
            else self.msg(msg_or_type, content=content, parent=parent, header=header, metadata=metadata)
        )
        if os.getpid() != self.home:
            _print_from_fork(message)
            return message
        received = message | {
            "parent_header": extract_header(message["parent_header"] or {}),
            "content": self.unpack(self.pack(message["content"])),
            "buffers": [memoryview(buffer) for buffer in buffers or message.get("buffers") or []],
        }
        (self.iopub if stream is not None else self.shell).append(received)
        return message


def _print_from_fork(message: WireMessage) -> None:
    if message["msg_type"] == "stream":
        descriptor = 2 if message["content"]["name"] == "stderr" else 1
        os.write(descriptor, message["content"]["text"].encode())


class DirectPublisher(IOPubThread):  # type: ignore[misc]
    """Ipykernel's publishing thread without a thread: what it is given to do is done at once."""

    def __init__(self) -> None:
        self.thread = None
        self.io_loop = SimpleNamespace(call_later=lambda *_: None)  # streams are flushed at the end of each cell

    def schedule(self, f: Any) -> None:
        """Do it."""
        f()


class ListKernel(IPythonKernel):  # type: ignore[misc]
    """The IPython kernel, told nothing but one request at a time."""

    # Recent kernels ask which thread a cell belongs to; there is only this one.
    shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    _supports_kernel_subshells = False
    _execute_sleep = 0.0

    capture: Capture | None = None

    async def do_execute(self, *args: Any, **options: Any) -> Any:
        """Run a cell and take in what its subprocesses printed, before its end is announced."""
        reply = await super().do_execute(*args, **options)
        if self.capture is not None:
            self.capture.drain()
        return reply

    def _abort_queues(self, *args: Any) -> None:
        """Leave the queue alone: the client sends nothing after a failed cell."""


class Receiver:
    """The receiving end of a list of messages."""

    def __init__(self, messages: deque[WireMessage], outbox: deque[WireMessage]) -> None:
        self.messages = messages
        self.outbox = outbox

    async def get_msg(self, timeout: float | None = None) -> WireMessage:
        """Return the next message; everything a cell says is here when its execution is."""
        if not self.messages:
            raise Empty
        return self.messages.popleft()

    def send(self, message: WireMessage) -> None:
        """Keep what a widget's front end says until the kernel is free to hear it."""
        self.outbox.append(message)


class ListClient:
    """What nbclient needs of a kernel client and its manager, in one."""

    has_kernel = True
    allow_stdin = False

    def __init__(self) -> None:
        self.session = ListSession(key=b"", iopub=deque(), shell=deque(), home=os.getpid())
        self.outbox: deque[WireMessage] = deque()
        self.iopub_channel = Receiver(self.session.iopub, self.outbox)
        self.shell_channel = Receiver(self.session.shell, self.outbox)
        self.context = contextvars.copy_context()
        self.kernel = start_kernel(self.session)

    def client(self) -> ListClient:
        """Be one's own client."""
        return self

    def start_channels(self) -> None:
        """Have no channels to start."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Be ready."""

    def is_alive(self) -> bool:
        """Return True: a dead kernel asks no questions here."""
        return True

    def interrupt_kernel(self) -> None:
        """Leave interrupts to the parent process."""

    def kernel_info(self) -> str:
        """Answer what the kernel is; papermill does not wait for this, so it returns at once."""
        request = self.session.msg("kernel_info_request")
        self.session.send(None, "kernel_info_reply", self.kernel.kernel_info, parent=request)
        return str(request["header"]["msg_id"])

    async def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True, **_: Any) -> str:
        """Run a cell to its end and return its message id; outputs and reply wait in the channels."""
        await self._deliver()
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        request = self.session.msg("execute_request", content)
        await self._dispatch(request)
        return str(request["header"]["msg_id"])

    async def _deliver(self) -> None:
        while self.outbox:
            await self._dispatch(self.outbox.popleft())

    async def _dispatch(self, request: WireMessage) -> None:
        """Hand a request to the kernel, in the one context that all cells share."""
        self.kernel.io_loop = IOLoop.current()
        frames = [zmq.Message(frame) for frame in self.session.serialize(request)]
        await asyncio.create_task(self.kernel.dispatch_shell(frames), context=self.context)


def start_kernel(session: ListSession) -> ListKernel:
    """Start the kernel of this process; there can be one only.

    History stays in memory, and nobody's own IPython profile changes what a client's notebook shows.
    """
    publisher = DirectPublisher()
    settings = Config({"HistoryManager": {"hist_file": ":memory:"}})
    sys.stdout = OutStream(session, publisher, "stdout", watchfd=False)
    sys.stderr = OutStream(session, publisher, "stderr", watchfd=False)
    capture = Capture({1: sys.stdout, 2: sys.stderr})  # before the kernel: old ones mark threads started after them
    app = IPKernelApp.instance(config=settings)  # never started; some magics look for it
    kernel: ListKernel = ListKernel.instance(
        parent=app,
        session=session,
        iopub_thread=publisher,
        iopub_socket=publisher,
        user_ns={},
        log=logging.getLogger("ipykernel"),
    )
    kernel.capture = capture
    app.kernel, app.shell = kernel, kernel.shell
    app.init_path()
    kernel.shell.displayhook.get_execution_count = lambda: kernel.execution_count
    return kernel
