"""The guided session: all that commands do, as numbered choices behind one unlock."""
