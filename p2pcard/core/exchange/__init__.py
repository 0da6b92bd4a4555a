"""What devices say to each other: the encrypted line, and the machines of swaps and meetings."""
