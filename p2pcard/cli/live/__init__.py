"""Live conversations in the terminal, for people and, as lines of JSON, for programs."""
