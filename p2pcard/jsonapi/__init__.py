"""How programs are told: plain values and live events (docs/json.md), for every shell.

May import `p2pcard.wording`, `p2pcard.service`, values of `p2pcard.core`, and `p2pcard.errors`.
"""
