"""From events to incidents: which reports tell the same happening, and what each source claims of it."""
