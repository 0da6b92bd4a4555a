"""What a person holds, and every rule about it: who may enter, who stands behind a person, what is kept."""
