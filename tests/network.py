"""The test bed: devices on a network of their own, made of network namespaces and removed afterwards.

Each device is a namespace with one interface `eth0`, plugged into a switch in
a namespace of its own. Nothing reaches the machine's real network. What runs
on a device is a function in this process (`Host.play`) or a program
(`Host.start`). Needs root and iproute2; `capture` needs dumpcap, and `block` needs nft.
"""

import contextlib
import ctypes
import functools
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from p2pcard.edge import lan
from tests.packets import MARKER_KIND, Packet, packets

ROOT = Path(__file__).resolve().parent.parent
ROUTER = "10.77.0.254"  # the switch's own address; up to 250 devices have the others, from 10.77.0.1
NEW_NETWORK = 0x40000000  # CLONE_NEWNET, of setns(2)
# addr_gen_mode of Linux: what its link-local addresses are made of
OF_HARDWARE, NO_ADDRESSES, BY_CHANCE = 0, 1, 3

# Makes a tun device with the name that it is given, and holds it until its input ends (tuntap of the kernel).
HELD_OPEN = """
import fcntl, struct, sys
held = open("/dev/net/tun", "r+b", buffering=0)
fcntl.ioctl(held, 0x400454CA, struct.pack("16sH", sys.argv[1].encode(), 0x1001))  # TUNSETIFF, TUN and NO_PI
print("there", flush=True)
sys.stdin.read()
"""


def _why_not():
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "Networks of their own need Linux and root."
    if shutil.which("ip") is None or shutil.which("bridge") is None:
        return "Networks of their own need iproute2 (the commands ip and bridge)."
    return ""


needs_networks = pytest.mark.skipif(bool(_why_not()), reason=_why_not() or "they are here")


def _run(*words, typed=""):
    subprocess.run(words, input=typed, text=True, check=True, capture_output=True, timeout=60)


def _ip(namespace, *rows):
    """Run rows of ip(8), in a namespace if it has a name."""
    _run("ip", *(["-n", namespace] if namespace else []), "-batch", "-", typed="\n".join(rows))


@dataclass
class Host:
    """One device: its namespace and its address."""

    namespace: str
    address: str
    programs: list[subprocess.Popen[Any]] = field(default_factory=list)

    def inside(self, function, *arguments):
        """Run a function whose sockets are this device's, in a thread, and wait for what it returns."""
        return self.play(function, *arguments).result(timeout=120)

    def play(self, function, *arguments) -> Future[Any]:
        """Run a function whose sockets are this device's, in a thread of its own."""
        future: Future[Any] = Future()
        threading.Thread(target=self._live, args=(future, function, arguments), daemon=True).start()
        return future

    def _live(self, future, function, arguments):
        try:
            with Path("/run/netns", self.namespace).open("rb") as namespace:
                libc = ctypes.CDLL(None, use_errno=True)
                if libc.setns(namespace.fileno(), NEW_NETWORK):
                    raise OSError(ctypes.get_errno(), "setns")
            future.set_result(function(*arguments))
        except BaseException as error:
            future.set_exception(error)

    def start(self, *words, **options) -> subprocess.Popen[Any]:
        """Start a program on this device; it ends with the network at the latest."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
        words = ("ip", "netns", "exec", self.namespace, *map(str, words))
        program = subprocess.Popen(words, env=environment, **options)
        self.programs.append(program)
        return program

    def python(self, source, *arguments, **options) -> subprocess.Popen[Any]:
        """Start Python source on this device."""
        return self.start(sys.executable, "-c", source, *arguments, **options)

    def socket(self, *kind) -> socket.socket:
        """Return a socket of this device: `kind` as for socket.socket."""
        made: socket.socket = self.inside(socket.socket, *kind)
        return made

    def unplug(self):
        """Take the network away from this device."""
        _ip(self.namespace, "link set eth0 down")

    def plug(self):
        """Give it back."""
        _ip(self.namespace, "link set eth0 up")

    def run(self, *rows):
        """Run rows of ip(8) on this device."""
        _ip(self.namespace, *rows)

    def do(self, *words, typed=""):
        """Run a program of the system on this device, and wait for it."""
        _run("ip", "netns", "exec", self.namespace, *words, typed=typed)

    def block(self, family, what):
        """Let nothing of a kind leave this device, as a firewall on it does; `family` is ip or ip6."""
        meta = {"ip": "ipv4", "ip6": "ipv6"}[family]
        rule = f"meta nfproto {meta} {what} drop"
        rows = ("table inet blocked {", "chain out {", "type filter hook output priority 0;", rule, "}", "}")
        self.do(_program("nft", "nftables"), "-f", "-", typed="\n".join(rows) + "\n")

    def use_six(self, address, alone=False):
        """Give this device IPv6 with one address (and its prefix), and take IPv4 away if it is `alone`."""
        self._begin_six(NO_ADDRESSES)
        self.run(f"addr add {address} dev eth0 nodad")
        if alone:
            self.run(f"addr del {self.address}/24 dev eth0")
            self.address = address.partition("/")[0]

    def make_six(self, made_of=BY_CHANCE) -> str:
        """Let the system give this device a link-local address of IPv6; return it."""
        self._begin_six(made_of)
        (found,) = (
            str(one.at.ip)
            for one in self.inside(lambda: list(lan.interfaces()))
            if one.name == "eth0" and one.at.version == 6
        )
        return found

    def use_only_six(self):
        """Let the system give this device one address of IPv6, and take IPv4 away."""
        address = self.make_six()
        self.run(f"addr del {self.address}/24 dev eth0")
        self.address = address

    def _begin_six(self, made_of):
        """Begin with IPv6; addresses are not tried out before they are used, which takes seconds."""
        for name, value in (("addr_gen_mode", made_of), ("accept_dad", 0), ("disable_ipv6", 0)):
            self.do("sh", "-c", f"echo {value} > /proc/sys/net/ipv6/conf/eth0/{name}")


@dataclass
class Network:
    """A switch and the devices plugged into it."""

    switch: Host
    hosts: list[Host]

    def line_of_two(self, host: Host, name: str) -> str:
        """Give a device a way outside as VPNs make them, a line between two; return its own address there."""
        here = "10.89.0.2"
        program = host.python(HELD_OPEN, name, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert program.stdout
        assert program.stdout.readline() == b"there\n"
        host.run(f"addr add {here}/16 dev {name}", f"link set {name} up", f"route replace default dev {name}")
        return here

    def tunnel(self, host: Host, name: str = "proton0") -> tuple[str, str]:
        """Give a device a way outside on which nobody asks for addresses; return its own and the far end's.

        Such ends send everything to their own hardware address, so both have the same one.
        """
        here, there, same = "10.88.0.1", "10.88.0.254", "address 02:00:00:00:00:88"
        ends = (
            f"far0 {same} netns {self.switch.namespace} type veth peer {name} {same} netns {host.namespace}"
        )
        _ip("", f"link add {ends}")
        _ip(
            self.switch.namespace,
            "link set far0 arp off",
            f"addr add {there}/24 dev far0",
            "link set far0 up",
        )
        _ip(
            host.namespace,
            f"link set {name} arp off",
            f"addr add {here}/24 dev {name}",
            f"link set {name} up",
        )
        _ip(host.namespace, f"route replace default via {there}")
        return here, there

    def cut(self, host: Host):
        """Cut the cable of a device, or its radio; its addresses stay for now."""
        self._set_port(host, "down")

    def mend(self, host: Host):
        """Have its cable carry again."""
        self._set_port(host, "up")

    def _set_port(self, host, state):
        self.switch.run(f"link set port{self.hosts.index(host)} {state}")

    def second(self, *hosts: Host) -> list[str]:
        """Plug these devices into a second network as well; return their addresses there."""
        self.switch.run("link add br2 type bridge mcast_snooping 0", "link set br2 up")
        addresses = [f"10.78.0.{number + 1}" for number in range(len(hosts))]
        for number, (host, address) in enumerate(zip(hosts, addresses, strict=True)):
            ends = f"more{number} netns {self.switch.namespace} type veth peer eth1 netns {host.namespace}"
            _ip("", f"link add {ends}")
            self.switch.run(f"link set more{number} master br2 up")
            host.run(f"addr add {address}/24 dev eth1", "link set eth1 up")
        return addresses

    def hotspot(self):
        """Move all devices to a network that keeps nothing from them, as one of them may open it."""
        ports = [f"link set port{number} master br1" for number in range(len(self.hosts))]
        _ip(self.switch.namespace, "link add br1 type bridge mcast_snooping 0", "link set br1 up", *ports)
        _ip(self.switch.namespace, f"addr del {ROUTER}/24 dev br0", f"addr add {ROUTER}/24 dev br1")
        self.wait()

    def wait(self):
        """Wait until the switch passes on what each device sends."""
        with self.switch.socket(socket.AF_INET, socket.SOCK_DGRAM) as arrived:
            arrived.bind((ROUTER, 9))
            for host in self.hosts:
                with host.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                    _until_arrives(sender, arrived, host.address)


def _until_arrives(sender, arrived, address):
    arrived.settimeout(0.02)
    for _ in range(500):
        with contextlib.suppress(OSError):
            sender.sendto(b"here", (ROUTER, 9))
            while arrived.recvfrom(16)[1][0] != address:
                pass
            return
    raise TimeoutError("The switch does not pass on what this device sends.")


@contextlib.contextmanager
def _namespaces(*names):
    """Make namespaces without IPv6, which sends by itself; remove them with the programs inside."""
    hosts = [Host(name, "") for name in names]
    try:
        for name in names:
            _run("ip", "netns", "add", name)
            quiet = "for f in /proc/sys/net/ipv6/conf/*/disable_ipv6; do echo 1 > $f; done"
            _run("ip", "netns", "exec", name, "sh", "-c", quiet)
        yield hosts
    finally:
        for host in hosts:
            for program in host.programs:
                _end(program)
            with contextlib.suppress(subprocess.SubprocessError):
                _run("ip", "netns", "del", host.namespace)


def _end(program):
    program.kill()
    program.wait(timeout=30)
    for pipe in (program.stdin, program.stdout, program.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


@contextlib.contextmanager
def network(count: int, isolated: bool = False, multicast: bool = True) -> Iterator[Network]:
    """Plug `count` devices into one switch.

    `isolated`: devices reach the switch and not each other, as on a guest
    Wi-Fi. Without `multicast` the switch passes on only what has one receiver.
    """
    run = secrets.token_hex(3)
    with _namespaces(f"p2pcard-{run}", *(f"p2pcard-{run}-{i}" for i in range(count))) as (switch, *hosts):
        switch.address = ROUTER
        _ip(switch.namespace, "link set lo up", "link add br0 type bridge mcast_snooping 0")
        _ip(switch.namespace, f"addr add {ROUTER}/24 dev br0", "link set br0 up")
        for number, host in enumerate(hosts):
            host.address = f"10.77.0.{number + 1}"
            port = f"port{number}"
            _ip("", f"link add {port} netns {switch.namespace} type veth peer eth0 netns {host.namespace}")
            _ip(switch.namespace, f"link set {port} master br0 up")
            _ip(
                host.namespace,
                "link set lo up",
                f"addr add {host.address}/24 broadcast 10.77.0.255 dev eth0",
                "link set eth0 up",
                f"route add default via {ROUTER}",
            )
            rules = ("isolated", "on" if isolated else "off", "mcast_flood", "on" if multicast else "off")
            _run("bridge", "-n", switch.namespace, "link", "set", "dev", port, *rules)
        bed = Network(switch, hosts)
        bed.wait()
        yield bed


@contextlib.contextmanager
def alone(loopback: bool) -> Iterator[Host]:
    """Make one device without any network; `loopback`: it can at least talk to itself."""
    with _namespaces(f"p2pcard-{secrets.token_hex(3)}-alone") as (host,):
        host.address = "127.0.0.1"
        _ip(host.namespace, f"link set lo {'up' if loopback else 'down'}")
        yield host


@functools.cache
def _program(name: str, package: str) -> str:
    """Return where a program of the system is, installing it if this is Debian and it is not there."""
    if shutil.which(name) is None and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (("update",), ("install", "-y", "--no-install-recommends", package)):
            command = ["apt-get", "-o", "DPkg::Lock::Timeout=300", *words]
            subprocess.run(command, env=environment, check=False, capture_output=True, timeout=600)
    return shutil.which(name) or pytest.skip(f"This needs {name} (Debian's package {package}).")


class Capture:
    """Everything that passes one interface of one device, from `start` to `stop`."""

    def __init__(self, host: Host, interface: str):
        self.host, self.interface = host, interface
        self.pcap = bytearray()
        self._grown = threading.Condition()
        words = (_program("dumpcap", "tshark"), "-q", "-P", "-B", "16", "-i", interface, "-w", "-")
        self._program = host.start(*words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        threading.Thread(target=self._read, daemon=True).start()
        self._until_seen(secrets.token_bytes(16))

    def stop(self) -> list[Packet]:
        """Return what passed, in order: all of it, because the last thing sent is awaited."""
        self._until_seen(secrets.token_bytes(16))
        self._program.kill()
        return [packet for packet in packets(bytes(self.pcap)) if packet.kind != MARKER_KIND]

    def save(self, path: Path):
        """Write the pcap file, to look at with other tools."""
        path.write_bytes(self.pcap)

    def _read(self):
        pipe = self._program.stdout
        assert pipe is not None
        with contextlib.suppress(ValueError):  # closed meanwhile
            while piece := os.read(pipe.fileno(), 1 << 16):
                with self._grown:
                    self.pcap += piece
                    self._grown.notify_all()

    def _until_seen(self, mark):
        """Send a frame nobody understands until the capture has it."""
        frame = b"\2\0\0\0\0\1" + b"\2\0\0\0\0\2" + MARKER_KIND.to_bytes(2, "big") + mark.ljust(46, b"\0")
        with self.host.socket(socket.AF_PACKET, socket.SOCK_RAW) as door, self._grown:
            door.bind((self.interface, 0))
            for _ in range(600):
                door.send(frame)
                if self._grown.wait_for(lambda: mark in self.pcap, timeout=0.05):
                    return
        raise TimeoutError("The capture did not start.")


@contextlib.contextmanager
def capture(host: Host, interface: str = "eth0") -> Iterator[Capture]:
    """Record an interface of a device while the context lasts; it has started when the context begins."""
    recording = Capture(host, interface)
    try:
        yield recording
    finally:
        _end(recording._program)
