"""The keys of an open vault: what its phrase gave, what lies in its slot, and what they seal.

Pure like the core, and here because nothing but the vault holds such keys
(spec section 11).
"""

from dataclasses import dataclass, field, replace
from typing import Self

from p2pcard.core import crypto, passphrase, sealed
from p2pcard.core.crypto import Chance
from p2pcard.core.sealed import Container, Cost, Head, Lock, SlotKind, What


@dataclass(frozen=True, slots=True)
class Keyring:
    """A vault's store id, the lock of its phrase slot, and the 32-byte keys of slot and body."""

    head: Head
    lock: Lock
    slot_key: bytes = field(repr=False)
    data_key: bytes = field(repr=False)

    @classmethod
    def make(cls, phrase: str, cost: Cost, chance: Chance) -> Self:
        """Make the keys of another vault; raises WeakPhrase or NotEnoughMemory."""
        chosen = passphrase.new(phrase)
        lock = sealed.phrase_lock(cost, chance)
        slot_key = sealed.phrase_key(chosen, lock)
        return cls(sealed.new_head(What.VAULT, chance), lock, slot_key, chance(crypto.KEY_SIZE))

    @classmethod
    def unlock(cls, container: Container, slot_key: bytes) -> Self:
        """Take the data key out of a vault's phrase slot; raises CannotOpen."""
        slot = container.slot(SlotKind.PHRASE)
        return cls(container.head, slot.lock, slot_key, sealed.open_key(container.head, slot, slot_key))

    def under(self, phrase: str, chance: Chance) -> Self:
        """Return keys with the slot of another phrase, at the same cost; raises as `make`."""
        other = self.make(phrase, self.lock.cost, chance)
        return replace(self, lock=other.lock, slot_key=other.slot_key)

    def fresh(self, chance: Chance) -> Self:
        """Return keys of which the data key and the store id are new, behind the same phrase."""
        return replace(self, head=sealed.new_head(What.VAULT, chance), data_key=chance(crypto.KEY_SIZE))

    def seal(self, image: bytes, chance: Chance) -> bytes:
        """Return the whole file that holds `image`."""
        slot = sealed.seal_key(self.head, self.lock, self.slot_key, self.data_key, chance)
        return bytes(sealed.seal(self.head, (slot,), self.data_key, image, chance))

    def seal_root(self, root: bytes, chance: Chance) -> bytes:
        """Seal the root once more, so that it does not lie open among the rows: nonce, then sealed root."""
        nonce = chance(crypto.XNONCE_SIZE)
        return nonce + crypto.xseal(self._root_key(), nonce, root, bytes(self.head))

    def open_root(self, sealed_root: bytes) -> bytes:
        """Open what `seal_root` made."""
        nonce, rest = sealed_root[: crypto.XNONCE_SIZE], sealed_root[crypto.XNONCE_SIZE :]
        return crypto.xunseal(self._root_key(), nonce, rest, bytes(self.head))

    def _root_key(self) -> bytes:
        return crypto.derive(self.data_key, "p2pc-vault-root")
