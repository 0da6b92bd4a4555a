"""The vault on disk: its files, the lock beside them, and the rows in its image."""
