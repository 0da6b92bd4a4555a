"""Refusals of bytes and lines of text that are not what they should be."""

from p2pcard.errors.refusal import N_, NOTHING_CHANGED, Refusal


class BadKey(Refusal):
    """A public key that is not one: wrong length, not canonical, or of small order."""

    text = N_("This card is damaged, or another program made it wrongly.")
    advice = N_("Ask the person to show it again.")


class BadSignature(Refusal):
    """A signature that does not fit what it is said to sign."""

    text = N_("This was changed after it was written, or is damaged.")
    advice = N_("Ask the person to show it again.")


class CannotOpen(Refusal):
    """A sealed message that does not open under this key."""

    text = N_("This does not open.")
    advice = N_("Ask for it again.")


class Malformed(Refusal):
    """Bytes or text that follow no format of ours, or follow it in a way we would not write."""

    text = N_("This is not something that p2pcard wrote, or it is damaged.")
    advice = N_("Ask the person to show it again.")


class NewerVersion(Refusal):
    """A version, kind or field that this program does not know and must not skip."""

    text = N_("A newer version of p2pcard made this, or a letter in it is wrong.")
    advice = N_("Copy it once more. If that does not help, install the newest version.")


class TooLarge(Refusal):
    """More bytes than a statement may have."""

    text = N_("This card is too long: it has {size} bytes, and the limit is {limit}.")
    advice = N_("Leave something out, then try again.")


class EmptyText(Refusal):
    """Nothing where something must stand."""

    text = N_("There is nothing on this line.")
    advice = N_("Write at least one letter.")


class TextTooLong(Refusal):
    """A line longer than its limit, in code points."""

    text = N_("This line is longer than {limit} letters.")
    advice = N_("Write it shorter.")


class HiddenCharacter(Refusal):
    """A character that hides, turns or imitates; `number` is its Unicode number."""

    text = N_("This line holds a character that can hide something or mislead the eye (U+{number}).")
    advice = N_("Write the line again without it.")


class MixedAlphabets(Refusal):
    """A word of letters that look alike but come from two alphabets."""

    text = N_("The word “{word}” mixes letters of two alphabets that look alike.")
    advice = N_("Write the word again in one alphabet.")


class CardNotUnderstood(Refusal):
    """A field of a card as a program writes it that has another shape, or a name of no field."""

    text = N_("The card that was given has something in “{field}” that is not understood.")
    advice = N_("See how a card is written: docs/json.md")


class NetworkNotUnderstood(Refusal):
    """A network of people in a file that has another shape than documented."""

    text = N_("The network “{case}” is not written as it should be.")
    kept = NOTHING_CHANGED
    advice = N_("See how a network is written: docs/json.md")
