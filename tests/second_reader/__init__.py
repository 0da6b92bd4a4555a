"""A second implementation of every format and protocol, written from docs/spec.md alone.

It shares no code with the program: its own decoder, curve, handshake, machines and text forms.
Only the ciphers, X25519, the stretching and the making of signatures come from libsodium.
english.txt and spanish.txt are the lists of BIP-0039 (MIT licence), composed; the document has their hashes.
"""
