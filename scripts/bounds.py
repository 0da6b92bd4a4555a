"""Say with what the tests are about to run: the Python, what others wrote, and what was compiled here.

Called by `scripts/test-bounds`. A package that has no wheel for a Python is
compiled where it is installed. A device without a compiler cannot have the
program with that Python yet, so it is said.
"""

import platform
from importlib import metadata

ASKED = ("click", "ifaddr", "msgpack", "pynacl", "qrcode", "zeroconf", "zxing-cpp", "pillow")


def compiled_here(wheel: str) -> bool:
    """Tell whether a package was compiled on this machine, from its file WHEEL: no index takes such a tag."""
    tags = [line.split()[1] for line in wheel.splitlines() if line.startswith("Tag:")]
    return any("-linux_" in tag for tag in tags)


def main() -> None:
    """Print one line, and one more if something was compiled."""
    found = ", ".join(f"{name} {metadata.version(name)}" for name in ASKED)
    print(f"Python {platform.python_version()}, {found}", flush=True)
    everything = metadata.distributions()
    made = sorted(each.name for each in everything if compiled_here(each.read_text("WHEEL") or ""))
    if made:
        print(f"Compiled here, because there is no wheel for this Python: {', '.join(made)}", flush=True)


if __name__ == "__main__":
    main()
