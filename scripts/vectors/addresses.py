"""Where the address of a code leads, and where a line comes from (docs/spec.md, 7.7.4)."""

from scripts.vectors.case import Case, Folder, word

WIFI = ("192.168.1.7/24 up arp", "fe80::7/64 up arp", "fd00:1::7/64 up arp")
TUNNEL = "10.9.0.2/24 up point-to-point"
HERE = (
    *("127.0.0.1/8 up", "::1/128 up", *WIFI, TUNNEL, "10.4.0.9/15 up arp", "172.20.0.9/16 up arp"),
    *("10.66.0.9/24 arp", "10.67.0.9/24 up", "fd00:2::9/63 up arp", "192.168.77.9/24 not-known"),
)
ROUTERS = ("192.168.1.1", "fd00:1::1")
PORT = 40000

LEADS = {  # the address, the way or refusal, and why
    "near": ("192.168.1.20", "near", "a private address in a network of a room"),
    "near_widest": ("172.20.255.254", "near", "in the widest network that is one of a room"),
    "near_local": ("fe80::abcd", "near", "a link-local address"),
    "near_six": ("fd00:1::20", "near", "a private address of IPv6"),
    "outside": ("203.0.113.5", "outside", "a public address"),
    "outside_six": ("2001:db8::5", "outside", "a public address of IPv6"),
    "outside_shared": ("100.64.0.1", "outside", "an address that a provider shares out"),
    "outside_private": ("192.168.2.20", "outside", "a private address of another network"),
    "outside_tunnel": ("10.9.0.77", "outside", "through a tunnel"),
    "outside_wide": ("10.5.0.1", "outside", "in a network of 131,072 addresses"),
    "outside_wide_six": ("fd00:2::20", "outside", "in a network of IPv6 that is wider than 64 bits"),
    "outside_down": ("10.66.0.1", "outside", "on an interface that is down"),
    "outside_quiet": ("10.67.0.1", "outside", "on an interface without ARP"),
    "router": ("192.168.1.1", "router", "the router"),
    "router_six": ("fd00:1::1", "router", "the router of IPv6"),
    "not_known": ("192.168.77.20", "unknown", "on an interface of which nothing is known"),
    "this_network": ("0.1.2.3", "LeadsNowhere", "an address that stands for this network"),
    "multicast": ("224.0.0.251", "LeadsNowhere", "multicast"),
    "broadcast": ("255.255.255.255", "LeadsNowhere", "broadcast"),
    "broadcast_near": ("192.168.1.255", "LeadsNowhere", "the broadcast address of a network"),
    "none_six": ("::", "LeadsNowhere", "no address"),
    "multicast_six": ("ff02::fb", "LeadsNowhere", "multicast of IPv6"),
    "mapped": ("::ffff:192.168.1.20", "LeadsNowhere", "an IPv4 address written as one of IPv6"),
    "own": ("192.168.1.7", "LeadsHere", "an own address"),
    "own_tunnel": ("10.9.0.2", "LeadsHere", "an own address on the tunnel"),
    "own_six": ("fd00:1::7", "LeadsHere", "an own address of IPv6"),
    "loopback": ("127.0.0.1", "LeadsHere", "programs of this device"),
    "loopback_other": ("127.9.9.9", "LeadsHere", "programs of this device, at another address"),
    "loopback_six": ("::1", "LeadsHere", "programs of this device, over IPv6"),
}
COMES = {
    "near": ("192.168.1.20", "near", "a device of the same network"),
    "own": ("192.168.1.7", "near", "this device itself"),
    "loopback": ("127.0.0.1", "near", "a program of this device"),
    "loopback_six": ("::1", "near", "a program of this device, over IPv6"),
    "router": ("192.168.1.1", "router", "the router, or somebody behind it"),
    "outside": ("203.0.113.5", "outside", "a device of another network"),
    "outside_tunnel": ("10.9.0.77", "outside", "a device behind the tunnel"),
    "not_known": ("192.168.77.20", "unknown", "an interface of which nothing is known"),
}


def cases() -> list[Case]:
    """Return all cases."""
    folder = Folder("address")
    for name, (host, said, comment) in LEADS.items():
        _add(folder, f"leads_{name}", said, comment, host, HERE, port=PORT)
    for port, said in ((0, "LeadsNowhere"), (1023, "LeadsNowhere"), (1024, "near"), (65535, "near")):
        _add(folder, f"leads_port_{port}", said, f"port {port}", "192.168.1.20", HERE, port=port)
    for name, host in (("loopback", "127.0.0.1"), ("loopback_six", "::1")):
        comment = "programs of this device, which the person asked for"
        _add(folder, f"leads_{name}_asked", "near", comment, host, HERE, port=PORT, loopback=True)
    own = "192.168.1.7"
    _add(
        folder, "leads_own_asked", "LeadsHere", "asked, and another one", own, HERE, port=PORT, loopback=True
    )
    nested = ("10.50.0.7/16 up arp", "10.50.3.1/24 up point-to-point")
    _add(folder, "leads_longest", "outside", "the longer prefix counts", "10.50.3.9", nested, port=PORT)
    _add(folder, "leads_shorter", "near", "beside the longer prefix", "10.50.4.9", nested, port=PORT)
    twice = ("10.50.0.7/16 up arp", "10.50.3.1/16 up point-to-point")
    _add(folder, "leads_twice", "outside", "two prefixes of one length", "10.50.4.9", twice, port=PORT)
    tunnel = ("fe80::7/64 up arp", "fe80::9/64 up point-to-point", "fe80::a/64 arp")
    comment = "a link-local address, beside a tunnel and an interface that is down"
    _add(folder, "leads_local_beside", "near", comment, "fe80::abcd", tunnel, port=PORT)
    comment = "a link-local address, and nothing but a tunnel"
    _add(folder, "leads_local_tunnel", "outside", comment, "fe80::abcd", tunnel[1:], port=PORT)
    comment = "a link-local address, beside an interface of which nothing is known"
    untold = (tunnel[0], "fe80::b/64 not-known")
    _add(folder, "leads_local_not_known", "unknown", comment, "fe80::abcd", untold, port=PORT)
    _add(
        folder,
        "leads_two",
        "near",
        "a network of two devices",
        "10.1.0.1",
        ("10.1.0.0/31 up arp",),
        port=PORT,
    )
    for name, (host, said, comment) in COMES.items():
        _add(folder, f"comes_{name}", said, comment, host, HERE)
    comment = "a device of the same network, beside a tunnel"
    _add(folder, "comes_local_beside", "near", comment, "fe80::abcd", tunnel)
    public = ("198.51.100.7/24 up arp",)
    _add(folder, "comes_public", "near", "the same network, with public addresses", "198.51.100.20", public)
    return folder.cases


def _add(
    folder: Folder,
    name: str,
    said: str,
    comment: str,
    host: str,
    interfaces: tuple[str, ...],
    port: int | None = None,
    loopback: bool = False,
) -> None:
    lines: list[tuple[str, object]] = [("does", word(name.split("_", maxsplit=1)[0])), ("host", word(host))]
    if port is not None:
        lines += [("port", port), ("loopback", loopback)]
    lines += [("interface", word(each)) for each in interfaces]
    lines += [("router", word(each)) for each in ROUTERS]
    is_way = said.islower()
    if is_way:
        lines.append(("way", word(said)))
    folder.add(name, "ok" if is_way else said, comment, *lines)
