"""What a person can do: the one service that every shell calls.

Joins `p2pcard.core`, which decides, and `p2pcard.edge`, which touches the
world. May import both and `p2pcard.errors`.
"""
