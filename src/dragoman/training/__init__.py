"""Corpus, network, training, export and evaluation. Nothing else imports this package."""
