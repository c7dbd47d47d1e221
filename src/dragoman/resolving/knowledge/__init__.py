"""Tables of knowledge: countries, organisations, head nouns, office holders. Facts, no code.

Plain CSV files that can be read and mended by hand; `docs/knowledge.md` describes their columns.
"""

from dragoman.resolving.knowledge.loader import Cue, Entry, Knowledge, Noun, load_cues, load_knowledge, read_table

__all__ = ["Cue", "Entry", "Knowledge", "Noun", "load_cues", "load_knowledge", "read_table"]
