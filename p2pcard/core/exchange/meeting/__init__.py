"""A whole room swaps cards after one spoken phrase: the member's machine and the host's (spec section 7)."""
