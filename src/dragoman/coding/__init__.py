"""From a report's text to frames: sentences, one encoder pass a window, decoding."""
