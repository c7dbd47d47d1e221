"""One DuckDB file that keeps reports, events, refusals and runs."""

from dragoman.store.store import Store

__all__ = ["Store"]
