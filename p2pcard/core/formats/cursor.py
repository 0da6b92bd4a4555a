"""Reading bytes whose parts have known lengths, front to back, with nothing left over."""

from p2pcard.errors import Malformed


class Cursor:
    """Takes bytes off the front of a message; raises Malformed where too few or too many are left."""

    def __init__(self, data: bytes) -> None:
        self._data, self._place = data, 0

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        found = self._data[self._place : self._place + size]
        if len(found) != size:
            raise Malformed("bytes: fewer than should follow")
        self._place += size
        return found

    def u8(self) -> int:
        """Return the next byte as a number."""
        return self.take(1)[0]

    def u16(self) -> int:
        """Return the next two bytes as a number."""
        return int.from_bytes(self.take(2), "big")

    def left(self) -> int:
        """Return how many bytes are left."""
        return len(self._data) - self._place

    def each(self, size: int, most: int) -> tuple[bytes, ...]:
        """Return all that is left in at most `most` pieces of one size."""
        if self.left() % size or self.left() // size > most:
            raise Malformed("pieces: not of one size, or too many")
        return tuple(self.take(size) for _ in range(self.left() // size))

    def zeros(self) -> None:
        """Refuse anything but zeros in what is left."""
        if any(self.take(self.left())):
            raise Malformed("padding: not all zeros")

    def end(self) -> None:
        """Refuse bytes that are left over."""
        if self.left():
            raise Malformed("bytes: some are left over")
