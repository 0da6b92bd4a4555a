"""The keys of an open vault: what its phrase gave, what lies in its slot, and what they seal.

Pure like the core, and here because nothing but the vault holds such keys
(spec section 11).
"""

import hmac
from dataclasses import dataclass, field, replace
from typing import Self

from p2pcard.core.formats import crypto, passphrase, sealed
from p2pcard.core.formats.crypto import Chance
from p2pcard.core.formats.sealed import Container, Cost, Head, Lock, SlotKind, What
from p2pcard.errors import CannotOpen, DamagedFile, NewerFile, NotASealedFile, WrongPhrase


@dataclass(frozen=True, slots=True)
class Keyring:
    """A vault's store id, the lock of its phrase slot, the keys of slot and body, and the largest body."""

    head: Head
    lock: Lock
    slot_key: bytes = field(repr=False)
    data_key: bytes = field(repr=False)
    limit: int = sealed.LAST_STEP

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

    def refuse_other_phrase(self, phrase: str) -> None:
        """Refuse a phrase that is not the one of the slot; slow by design. Raises WrongPhrase."""
        tried = (sealed.phrase_key(each, self.lock) for each in passphrase.spellings(phrase))
        if not any(hmac.compare_digest(key, self.slot_key) for key in tried):
            raise WrongPhrase

    def opened(self, data: bytes) -> tuple[Self, bytes] | None:
        """Open another save behind the same phrase: its keys and what it keeps, or None where that fails."""
        try:
            container = sealed.read(data, What.VAULT)
            if container.slot(SlotKind.PHRASE).lock != self.lock:
                return None
            keys = self.unlock(container, self.slot_key)
            return keys, sealed.unseal(container, keys.data_key)
        except (CannotOpen, DamagedFile, NewerFile, NotASealedFile):
            return None

    def under(self, phrase: str, cost: Cost, chance: Chance) -> Self:
        """Return keys with the slot of another phrase, at a cost; raises as `make`."""
        other = self.make(phrase, cost, chance)
        return replace(self, lock=other.lock, slot_key=other.slot_key)

    def fresh(self, chance: Chance) -> Self:
        """Return keys of which the data key and the store id are new, behind the same phrase."""
        return replace(self, head=sealed.new_head(What.VAULT, chance), data_key=chance(crypto.KEY_SIZE))

    def seal(self, image: bytes, chance: Chance) -> bytes:
        """Return the whole file that holds `image`; raises VaultFull."""
        slot = sealed.seal_key(self.head, self.lock, self.slot_key, self.data_key, chance)
        return bytes(sealed.seal(self.head, (slot,), self.data_key, image, chance, self.limit))

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
