"""Refusals of the vault, its files and its phrases."""

from p2pcard.errors.refusal import N_, NOTHING_CHANGED, NOTHING_LOST, Refusal


class WrongNumberOfWords(Refusal):
    """More or fewer recovery words than there are; `needed` is 12."""

    text = N_("The number of words is {count}, and it has to be {needed}.")
    kept = NOTHING_CHANGED
    advice = N_("Type all {needed} words from your paper, with a space between them.")


class RecoveryWordUnknown(Refusal):
    """A recovery word that is on neither list; `position` counts from 1. The word itself is not repeated."""

    text = N_("Word {position} is not one of the words that p2pcard uses.")
    kept = NOTHING_CHANGED
    advice = N_("Look at word {position} on your paper and type it again.")


class RecoveryWordsDoNotFit(Refusal):
    """Twelve words of the list whose checksum is wrong."""

    text = N_("These words do not fit together: one of them is wrong, or two changed places.")
    kept = NOTHING_CHANGED
    advice = N_("Compare them with your paper, one by one and in order.")


class WeakPhrase(Refusal):
    """An own opening phrase below the floor of `length` characters and `variety` different ones."""

    text = N_(
        "This phrase is too easy to guess: it needs {length} letters or more, with {variety} different ones. "
        "A word that you write twice counts once."
    )
    kept = NOTHING_CHANGED
    advice = N_("Write a longer phrase, or take the six words that p2pcard offers.")


class NotASealedFile(Refusal):
    """A file that does not begin like a vault or a backup, or is the other one of the two."""

    text = N_("This file was not made by p2pcard, or it is not the file that was asked for.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another file.")


class DamagedFile(Refusal):
    """A vault or backup whose bytes are not as they were written."""

    text = N_("This file is damaged, or somebody changed it.")
    kept = NOTHING_CHANGED
    advice = N_("Try another copy of it.")


class NewerFile(Refusal):
    """A vault or backup of a version that this program does not know."""

    text = N_("A newer version of p2pcard wrote this file.")
    kept = NOTHING_CHANGED
    advice = N_("Install the newest version, then try again.")


class NotEnoughMemory(Refusal):
    """The memory that the opening phrase's cost asks for cannot be had; `mebibytes` is how much."""

    text = N_("Opening this needs {mebibytes} MB of free memory, and this device does not have it now.")
    kept = NOTHING_CHANGED
    advice = N_("Close other programs, then try again.")
    exit_code = 3


class DiskFull(Refusal):
    """No room for the bytes that were to be written."""

    text = N_("There is no room left on this disk.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Make room on the disk, then try again.")


class FolderReadOnly(Refusal):
    """A disk that can only be read."""

    text = N_("The disk of “{place}” can be read but not written.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Choose another folder, or allow writing to this disk.")


class FolderMissing(Refusal):
    """A file or folder that is not there."""

    text = N_("There is no “{place}”.")
    kept = NOTHING_LOST
    advice = N_("Look whether its name is right, or whether a disk has to be plugged in.")


class IsAFolder(Refusal):
    """A folder where a file was to be read or written."""

    text = N_("“{place}” is a folder, and not a file.")
    kept = NOTHING_LOST
    advice = N_("Give the name of a file.")


class NotAFolder(Refusal):
    """A file where a folder was to be looked into or made."""

    text = N_("“{place}” is a file, and not a folder.")
    kept = NOTHING_LOST
    advice = N_("Give the name of a folder.")


class SomethingElseThere(Refusal):
    """What is in the way of a file and is not an older one of its kind: nothing else is ever written over."""

    text = N_("Something else is at “{place}” already.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another name for the file.")


class NotAPlainFile(Refusal):
    """A link, a pipe or a device in the place of a file of the vault, which nobody follows or opens."""

    text = N_("“{place}” is no real file: it leads somewhere else, and p2pcard does not follow it.")
    kept = NOTHING_CHANGED
    advice = N_("Remove it from there, then try again.")


class NotPermitted(Refusal):
    """A file or folder that belongs to somebody else."""

    text = N_("This device does not let p2pcard use “{place}”.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Choose a folder that belongs to you.")


class DiskTrouble(Refusal):
    """Anything else the system says about a disk; `reason` is in its words."""

    text = N_("The disk of “{place}” did not work: {reason}.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Check the disk, then try again.")


class VaultBusy(Refusal):
    """A vault that another window of the program has open."""

    text = N_("Another window has your cards open.")
    kept = NOTHING_LOST
    advice = N_("Close the other window, then try again.")
    exit_code = 3


class Locked(Refusal):
    """Something was asked of a vault that is not open."""

    text = N_("Your cards are locked.")
    kept = NOTHING_CHANGED
    advice = N_("Open them with your opening phrase: p2pcard")
    exit_code = 3


class NoVault(Refusal):
    """A folder without a vault."""

    text = N_("There are no cards of yours on this device yet.")
    kept = NOTHING_CHANGED
    advice = N_("Make a card with p2pcard init, or bring back a copy: p2pcard restore FILE")


class VaultExists(Refusal):
    """A folder that already has a vault; nothing is ever written over one."""

    text = N_("There are cards of yours on this device already.")
    kept = NOTHING_CHANGED
    advice = N_("Use them, or keep the new ones apart: p2pcard --profile NAME")


class WrongPhrase(Refusal):
    """A phrase that does not open the vault."""

    text = N_("This phrase does not open your cards.")
    kept = NOTHING_LOST
    advice = N_("Type it again; capitals, accents and extra spaces do not matter.")


class DamagedVault(Refusal):
    """A vault whose last save cannot be read, while the one before it may be."""

    text = N_("The last save of your cards is damaged, or somebody changed it.")
    kept = N_("The save before it was not lost: it is kept beside it.")
    advice = N_("Go back to the save before: p2pcard restore --previous")


class DamagedOnlySave(DamagedVault):
    """A damaged vault without a save before that is whole."""

    kept = N_("Nothing was changed, but there is no whole save before it on this device.")
    advice = N_("If you have a sealed copy, first p2pcard wipe, then: p2pcard restore FILE")


class OlderLastSave(Refusal):
    """A last save older than the save beside it: `last` and `beside` are their numbers."""

    text = N_(
        "Somebody put an older copy in the place of your last save: "
        "that one is number {last}, and the save beside it is number {beside}."
    )
    kept = N_("Nothing was changed: both are still there.")
    advice = N_("Take the one beside it: p2pcard restore --previous")


class NoPreviousSave(Refusal):
    """A previous save that is not there, or that is damaged itself."""

    text = N_("There is no whole save before the last one.")
    kept = NOTHING_CHANGED
    advice = N_("If you have a sealed copy, first p2pcard wipe, then: p2pcard restore FILE")


class BackupOfSomebodyElse(Refusal):
    """A backup that these recovery words do not open."""

    text = N_("These words do not open this copy. It belongs to other words, or somebody changed it.")
    kept = NOTHING_CHANGED
    advice = N_("Look for the copy that belongs to these words.")


class NewerVault(Refusal):
    """A vault that a newer version of the program wrote."""

    text = N_("A newer version of p2pcard wrote these cards.")
    kept = NOTHING_LOST
    advice = N_("Install the newest version, then try again.")
