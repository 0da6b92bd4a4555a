"""What touches the world: files, sockets, cameras' pictures. It moves bytes and decides nothing.

May import `p2pcard.core`, `p2pcard.errors`, the standard library, zeroconf,
ifaddr, qrcode and the optional picture readers.
"""
