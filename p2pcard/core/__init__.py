"""What is true: values, signatures, rules and protocols, as pure functions.

Nothing here can read a disk, a socket, a clock or a random number: whatever
varies from run to run arrives as an argument. May import `p2pcard.errors`,
PyNaCl (in `crypto` alone), msgpack (in `wire` alone) and the parts of the
standard library that touch nothing.
"""
