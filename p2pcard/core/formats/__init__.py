"""How things are written: primitives, the one encoding, lines of text, word lists, files under a phrase."""
