"""What a line of text may hold and which letters look alike, worked out from Unicode's published data."""
