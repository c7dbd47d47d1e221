"""The state of affairs between two countries, of one country or of one day, every line with its evidence."""

from dragoman.dossier.content import Dossier, Evidence, Line, Section, Week, brief, dossier
from dragoman.dossier.render import to_html, to_json, to_markdown

__all__ = ["Dossier", "Evidence", "Line", "Section", "Week", "brief", "dossier", "to_html", "to_json", "to_markdown"]
