"""JSON that people or programs wrote, read so that two readers cannot take it for two things.

What RFC 8259 leaves open is refused: a name that comes twice, halves of letters,
and numbers that are none.
"""

import json
from collections.abc import Sequence
from typing import NoReturn

from p2pcard.errors import NotJson, SaidTwice
from p2pcard.jsonapi.values import Json


def read(text: str, file: str) -> Json:
    """Return what a text says, which came from a place that people know as `file`.

    Raises NotJson, or SaidTwice.
    """

    def values(pairs: Sequence[tuple[str, Json]]) -> Json:
        found: dict[str, Json] = {}
        for name, value in pairs:
            if name in found:
                raise SaidTwice(file=file, field=name.encode("utf-8", "replace").decode())
            found[name] = value
        return found

    try:
        found: Json = json.loads(text, object_pairs_hook=values, parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False).encode()  # halves of letters have no bytes
    except json.JSONDecodeError as error:
        raise NotJson(file=file, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise NotJson(file=file, line=1) from error
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
