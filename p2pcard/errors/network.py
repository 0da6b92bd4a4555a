"""Refusals of the local network."""

from p2pcard.errors.next_step import AnyAddress, AskSomebody, JoinByInvitation, TryAgain
from p2pcard.errors.refusal import N_, NOTHING_LOST, Refusal


class NoNetwork(Refusal):
    """This device has no network address that is up, or has lost the one it used."""

    text = N_("This device is not connected to a network.")
    kept = NOTHING_LOST
    advice = N_("Join the same Wi-Fi as the others, then try again.")
    next = TryAgain()


class NoSuchAddress(Refusal):
    """An address that was asked for and is none of this device's."""

    text = N_("This device has no network address {address}.")
    kept = NOTHING_LOST
    advice = N_("Leave {next} out, and the right one is found.")
    next = AnyAddress()


class LeadsNowhere(Refusal):
    """A code with an address or port that no device of a person can have."""

    text = N_("The address in this code cannot be that of a person's device.")
    kept = NOTHING_LOST
    advice = N_("Ask the person beside you to show a new code.")
    next = AskSomebody()


class LeadsHere(Refusal):
    """A code with an address of the very device that takes it."""

    text = N_("The address in this code is that of this device itself.")
    kept = NOTHING_LOST
    advice = N_("Take the code from the screen of the other person's device.")
    next = AskSomebody()


class NoMulticast(Refusal):
    """The system lets this program neither look nor be found: no multicast, or a port in use."""

    text = N_("Devices cannot find each other by themselves here.")
    kept = NOTHING_LOST
    advice = N_("Come by the invitation on the first screen: {next}")
    next = JoinByInvitation()


class Unreachable(Refusal):
    """No device answered at an address, in the time given."""

    text = N_("The other device does not answer.")
    kept = NOTHING_LOST
    advice = N_(
        "Check that both are on the same Wi-Fi, and that the code of a swap is a new one: it works once. "
        "If it is no help, one of you opens a hotspot, and the others join it."
    )
    next = TryAgain()
