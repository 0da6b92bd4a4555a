"""Make one virtual environment from a file of pinned, hashed requirements.

    python environment.py REQUIREMENTS PLACE

Called by environment.sh when PLACE is missing or outdated. Only the standard library is used. One process
makes at a time; the others wait and then find it made. The file "made-from" is written last: a place
without it is never used, and is made again from nothing.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SENTENCES = {
    "preparing": (
        "p2pcard is getting ready. This happens once and takes about a minute.",
        "p2pcard se está preparando. Esto ocurre una sola vez y tarda cerca de un minuto.",
    ),
    "waiting": (
        "p2pcard is already being made ready in another window. Waiting for it.",
        "p2pcard ya se está preparando en otra ventana. Esperando a que termine.",
    ),
    "network": (
        "The parts p2pcard is made of could not be fetched. Connect to the internet and try again.",
        "No se pudieron descargar las partes de p2pcard. Conéctese a internet e inténtelo de nuevo.",
    ),
    "hashes": (
        "What was fetched is not what p2pcard expects, and none of it was used. Try another network.",
        "Lo descargado no es lo que p2pcard espera y no se usó nada. Pruebe con otra red.",
    ),
    "failed": (
        "p2pcard could not be made ready. The lines above say why; put that right and try again.",
        "No se pudo preparar p2pcard. Las líneas de arriba dicen por qué; corríjalo e inténtelo de nuevo.",
    ),
    "folder": (
        "p2pcard cannot write to {}. Make room there or allow it, and try again.",
        "p2pcard no puede escribir en {}. Haga sitio o permita escribir allí e inténtelo de nuevo.",
    ),
    "stopped": (
        "Stopped before p2pcard was ready. Nothing half-made is ever used: just run it again.",
        "p2pcard se detuvo antes de estar listo. Nunca se usa nada a medias: ejecútelo de nuevo.",
    ),
}
HASHES = re.compile("THESE PACKAGES DO NOT MATCH THE HASHES|Expected sha256")
NETWORK = re.compile(
    "connection broken|NewConnectionError|Max retries|name resolution|timed out|No matching distribution"
    "|ProxyError|SSLError|HTTP error|Connection aborted",
    re.IGNORECASE,
)


class NotMade(Exception):
    """The environment was not made; the sentence says why and what to do."""


def say(what: str, *details: object) -> str:
    """Return the sentence in the reader's language."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return SENTENCES[what][language.startswith("es")].format(*details)


def tell(what: str) -> None:
    """Show the sentence on standard error: standard output belongs to the program."""
    print(say(what), file=sys.stderr, flush=True)


def make(requirements: Path, place: Path) -> None:
    """Make the environment, unless somebody else did while we waited for the turn."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made_from = f"{ROOT}\n{requirements.read_text()}"
    with place.with_name(place.name + ".lock").open("w") as turn:
        wait_for(turn.fileno())
        stamp = place / "made-from"
        if stamp.exists() and stamp.read_text() == made_from and (place / "bin/python").exists():
            return
        tell("preparing")
        stamp.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        fill(requirements, place, turn.fileno())
        aside = place / "made-from.part"
        aside.write_text(made_from)
        aside.replace(stamp)


def wait_for(turn: int) -> None:
    """Take the lock, and say so when somebody else has it."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        tell("waiting")
        fcntl.flock(turn, fcntl.LOCK_EX)


def fill(requirements: Path, place: Path, turn: int) -> None:
    """Make an empty environment, install into it, and let it see the checkout."""
    interpreter = Path(sys.executable).resolve()  # not a name that may mean another Python tomorrow
    run(turn, interpreter, "-I", "-m", "venv", place)
    pip = (place / "bin/python", "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check")
    run(turn, *pip, "install", "--retries=2", "--require-hashes", "--no-deps", "--requirement", requirements)
    for packages in place.glob("lib/python*/site-packages"):
        (packages / "p2pcard-checkout.pth").write_text(f"{ROOT}\n")


def run(turn: int, *command: str | Path) -> None:
    """Run one step. It keeps the lock as long as it lives, even if this process is killed."""
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, pass_fds=[turn]
    )
    if done.returncode == 0:
        return
    output = done.stdout + done.stderr
    if HASHES.search(output):
        raise NotMade(say("hashes"))
    if NETWORK.search(output):
        raise NotMade(say("network"))
    print(output, file=sys.stderr)
    raise NotMade(say("failed"))


def main() -> None:
    """Make the environment, or say in one sentence why not."""
    requirements, place = map(Path, sys.argv[1:])
    try:
        make(requirements, place)
    except NotMade as refusal:
        sys.exit(str(refusal))
    except OSError:
        sys.exit(say("folder", place.parent))
    except KeyboardInterrupt:
        tell("stopped")
        sys.exit(130)


if __name__ == "__main__":
    main()
