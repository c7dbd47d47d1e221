"""From spans to knowledge: who, when, where, how many, and who vouches, each with its reason."""
