"""Work beside the screen: changes to the library one after another, each answered by a message."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from corpus.pace import paced
from tui.pace import Pace

_LONG: Final = 0.2  # seconds of the processor from which work leaves enough memory behind to be given back

Result = TypeVar("Result")


class Done(Message):
    """A piece of work ended well; its ``then`` takes the result on the screen's side."""

    def __init__(self, job: Job[Any], result: Any) -> None:
        super().__init__()
        self.job = job
        self.result = result


class Failed(Message):
    """A piece of work failed.

    Attributes:
        error: What went wrong.
        job: The work, to be tried again.
    """

    def __init__(self, error: Exception, job: Job[Any]) -> None:
        super().__init__()
        self.error = error
        self.job = job


@dataclass(frozen=True, slots=True, eq=False)
class Job(Generic[Result]):
    """A piece of work.

    Attributes:
        work: Runs in the worker's thread and touches no widget.
        then: Takes the result in the app's thread.
        saves: Whether it changes the library, so that its failure means "not saved".
        keeps: Whether it holds something to be saved later; undo means now or never.
        otherwise: Takes the failure in the app's thread, beside what is said of it.
        waits: Whether it begins only once the key that came last has been answered: nobody waits for it,
            and it would take the processor from the frame, and from the thread that writes that out.
    """

    work: Callable[[], Result]
    then: Callable[[Result], None]
    saves: bool = True
    keeps: bool = True
    otherwise: Callable[[Exception], None] | None = None
    waits: bool = False


class Worker:
    """One thread that does its jobs in order and posts what came of each to ``target``.

    Jobs that save nothing give way to keys where they can (`corpus.pace.breathe`).

    Attributes:
        undone: The jobs that the disk refused and that did not go through since, in order.
    """

    def __init__(self, target: MessagePump, name: str) -> None:
        self._target = target
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._jobs: list[Future[None]] = []
        self._closed = False
        self.undone: dict[Job[Any], None] = {}

    @property
    def busy(self) -> bool:
        """Whether a job is in line or under way."""
        self._jobs = [job for job in self._jobs if not job.done()]
        return bool(self._jobs)

    def do(self, job: Job[Result]) -> None:
        """Put a job at the end of the line; once the worker was closed, nobody waits for it any more."""
        if self._closed:
            return
        self._jobs = [other for other in self._jobs if not other.done()]
        pace = None if job.saves else getattr(self._target.app, "pace", None)
        self._jobs.append(self._pool.submit(self._begin, job, pace))

    def do_here(self, job: Job[Result]) -> None:
        """Do a short job in the app's own thread, and have its result taken before going on."""
        try:
            result = job.work()
        except Exception as error:  # as in the thread: the person's to see
            self._target.post_message(Failed(error, job))
        else:
            job.then(result)

    def _begin(self, job: Job[Result], pace: Pace | None) -> None:
        began = time.thread_time()
        if pace is None:
            self._run(job)
        else:
            if job.waits:
                pace.wait()
            with paced(pace.breathe):
                self._run(job)
        if time.thread_time() - began > _LONG:
            from tui.memory import give_back

            give_back()

    def _run(self, job: Job[Result]) -> None:
        message: Message
        try:
            message = Done(job, job.work())
            self.undone.pop(job, None)
        except Exception as error:  # every failure is the person's to see
            message = Failed(error, job)
            from annotations.changes import NotSaved  # not before a change is made

            if isinstance(error, NotSaved):
                self.undone[job] = None
            else:
                self.undone.pop(job, None)
        self._target.post_message(message)

    def end(self) -> None:
        """Take no more jobs; the thread ends after those that are in line."""
        self._closed = True
        self._pool.shutdown(wait=False)

    def drop(self) -> None:
        """Forget what is in line; what is under way ends by itself."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Wait for what is in line."""
        self._closed = True
        self._pool.shutdown(wait=True)
