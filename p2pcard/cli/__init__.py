"""How people ask in words: the terminal and its JSON.

A command reads words, asks the cardholder and prints the answer. May import
`p2pcard.service`, values of `p2pcard.core`, and `p2pcard.errors`; never the edge.
Everything slow to load is imported inside the command that needs it, behind
`session.opened`: while the opening phrase is tried, most of it is loaded anyway.
"""
