"""The codebook: PLOVER as data, one small file a type, behind a typed loader."""

from dragoman.codebook.loader import Codebook, EventType, Mode, load_codebook

__all__ = ["Codebook", "EventType", "Mode", "load_codebook"]
