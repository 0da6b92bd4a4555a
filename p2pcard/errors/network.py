"""Refusals of the local network."""

from p2pcard.errors.refusal import N_, NOTHING_LOST, Refusal


class NoNetwork(Refusal):
    """This device has no network address that is up, or has lost the one it used."""

    text = N_("This device is not connected to a network.")
    kept = NOTHING_LOST
    advice = N_("Join the same Wi-Fi as the others, then try again.")


class NoSuchAddress(Refusal):
    """An address that was asked for and is none of this device's."""

    text = N_("This device has no network address {address}.")
    kept = NOTHING_LOST
    advice = N_("Leave --address out, and the right one is found.")


class NoMulticast(Refusal):
    """The system lets this program neither look nor be found: no multicast, or a port in use."""

    text = N_("Devices cannot find each other by themselves here.")
    kept = NOTHING_LOST
    advice = N_("Come by the invitation on the first screen: p2pcard meet --invitation")


class Unreachable(Refusal):
    """No device answered at an address, in the time given."""

    text = N_("The other device does not answer.")
    kept = NOTHING_LOST
    advice = N_(
        "Check that both are on the same Wi-Fi, then try again. "
        "If it is no help, one of you opens a hotspot, and the others join it."
    )
