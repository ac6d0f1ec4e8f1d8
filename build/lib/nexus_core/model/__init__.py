"""What the notes add up to: notes, catalogue, evidence, the portfolio. Immutable; no text is written here."""
