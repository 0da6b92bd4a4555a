"""How things are said: sentences in the person's language and the picture of routes, for every shell.

May import `p2pcard.service`, values of `p2pcard.core`, and `p2pcard.errors`.
"""
