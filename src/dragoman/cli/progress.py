"""The line that tells how far a long run is, on standard error where that is a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dragoman.reading.sources import Meter
from dragoman.scaling.adding import Added

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["progress"]

#: Reports differ a hundredfold in length, and what is told comes by the commit: the rate is that of so many seconds.
_PERIOD = 600.0


@contextmanager
def progress(meter: Meter, console: Console | None = None) -> Iterator[Callable[[Added], None]]:
    """Counts, rate and time left; without a total (standard input) the time that has passed alone."""
    from rich.console import Console  # noqa: PLC0415 - the library needs no screen
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import TimeRemainingColumn as Left  # noqa: PLC0415

    console = console or Console(stderr=True)
    columns = (
        SpinnerColumn(),
        BarColumn(20),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        Left(),
    )
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        speed_estimate_period=_PERIOD,
    ) as bar:
        task = bar.add_task("reading", total=None)

        def told(added: Added) -> None:
            elapsed = bar.tasks[0].elapsed or 1e-9
            rate = added.added / elapsed
            counts = (
                f"{added.added:,} added ({rate:.1f}/s), {added.events:,} events, {added.known:,} known, "
                f"{len(added.refused):,} refused"
            )
            bar.update(task, description=counts, completed=meter.done, total=meter.total)

        yield told
