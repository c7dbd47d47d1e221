"""From files to reports; every report that cannot be read is told with its place and reason."""

from dragoman.reading.dateline import with_dateline
from dragoman.reading.files import Refusal, read_reports

__all__ = ["Refusal", "read_reports", "with_dateline"]
