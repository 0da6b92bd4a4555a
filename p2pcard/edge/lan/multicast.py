"""Multicast DNS that goes on whatever strangers announce; imported only when it is used."""

from contextlib import suppress
from typing import Any

from zeroconf import NamePartTooLongException, Zeroconf


class Multicast(Zeroconf):
    """zeroconf, which others cannot stop with a name that it reads and cannot write.

    It reads what is no UTF-8 as signs of three bytes, so a label of 63 bytes
    becomes one of 189, and says again what it heard: in its questions as what it
    knows already, or whose address it asks for. The error would end the
    asking, and be printed.
    """

    def async_send(self, out: Any, *where: Any, **more: Any) -> None:
        """Send what can be written; of a question, if need be, without what is known already."""
        try:
            super().async_send(out, *where, **more)
        except NamePartTooLongException:
            bare = type(out)(out.flags, out.multicast, out.id)
            for question in out.questions:
                bare.add_question(question)
            with suppress(NamePartTooLongException):
                super().async_send(bare, *where, **more)
