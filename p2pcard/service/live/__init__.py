"""Live conversations: the machines of swaps and meetings between lines, a clock, a person and the book."""
