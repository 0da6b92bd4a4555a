"""Refusals of the vault, its files and its phrases."""

from p2pcard.errors.next_step import (
    AnswerAgain,
    ChooseHome,
    ChooseProfile,
    Either,
    InTurn,
    MakeVault,
    NameProfile,
    NextStep,
    Restore,
    RestorePrevious,
    SayMonth,
    TryAgain,
    Unlock,
    Update,
    Wipe,
)
from p2pcard.errors.refusal import N_, NOTHING_CHANGED, NOTHING_LOST, Refusal


class ClockAhead(Refusal):
    """A clock that shows a month far behind the last save, before anybody said that it is right.

    `clock` and `saved_in` are numbers of months, `written` is the first as 2026-03.
    """

    text = N_("This device says it is {clock}, but your cards were last saved in {saved_in}.")
    kept = NOTHING_CHANGED
    advice = N_("If that is right, say so: {next}. If not, say in the same way which month it is.")

    def __init__(self, clock: int, saved_in: int, written: str) -> None:
        super().__init__(clock=clock, saved_in=saved_in)
        self.next = SayMonth(written)


class ClockNotSet(Refusal):
    """A clock that shows a month before there was this program."""

    text = N_("The clock of this device is not set: it says {clock}.")
    kept = NOTHING_CHANGED
    advice = N_("Set the clock, or say which month it is: {next}")
    next = SayMonth()

    def __init__(self, clock: int) -> None:
        super().__init__(clock=clock)


class WrongNumberOfWords(Refusal):
    """More or fewer recovery words than there are; `needed` is 12."""

    text = N_("The number of words is {count}, and it has to be {needed}.")
    kept = NOTHING_CHANGED
    advice = N_("Type all {needed} words from your paper, with a space between them.")
    next = AnswerAgain()


class RecoveryWordUnknown(Refusal):
    """A recovery word that is on neither list; `position` counts from 1. The word itself is not repeated."""

    text = N_("Word {position} is not one of the words that p2pcard uses.")
    kept = NOTHING_CHANGED
    advice = N_("Look at word {position} on your paper and type it again.")
    next = AnswerAgain()


class RecoveryWordsDoNotFit(Refusal):
    """Twelve words of the list whose checksum is wrong."""

    text = N_("These words do not fit together: one of them is wrong, or two changed places.")
    kept = NOTHING_CHANGED
    advice = N_("Compare them with your paper, one by one and in order.")
    next = AnswerAgain()


class WeakPhrase(Refusal):
    """An own opening phrase below the floor of `length` characters and `variety` different ones."""

    text = N_(
        "This phrase is too easy to guess: it needs {length} letters or more, with {variety} different ones. "
        "Words that many people use, rows of a keyboard and what you write twice hardly count."
    )
    kept = NOTHING_CHANGED
    advice = N_("Write a longer phrase, or take the six words that p2pcard offers.")
    next = AnswerAgain()


class NotASealedFile(Refusal):
    """A file that does not begin like a vault or a backup, or is the other one of the two."""

    text = N_("This file was not made by p2pcard, or it is not the file that was asked for.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another file.")
    next = AnswerAgain()


class DamagedFile(Refusal):
    """A vault or backup whose bytes are not as they were written."""

    text = N_("This file is damaged, or somebody changed it.")
    kept = NOTHING_CHANGED
    advice = N_("Try another copy of it.")
    next = AnswerAgain()


class NewerFile(Refusal):
    """A vault or backup of a version that this program does not know."""

    text = N_("A newer version of p2pcard wrote this file.")
    kept = NOTHING_CHANGED
    advice = N_("Install the newest version, then try again.")
    next = Update()


class NotEnoughMemory(Refusal):
    """The memory that the opening phrase's cost asks for cannot be had; `mebibytes` is how much."""

    text = N_("Opening this needs {mebibytes} MB of free memory, and this device does not have it now.")
    kept = NOTHING_CHANGED
    advice = N_("Close other programs, then try again.")
    next = TryAgain()
    exit_code = 3


class DiskFull(Refusal):
    """No room for the bytes that were to be written."""

    text = N_("There is no room left on this disk.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Make room on the disk, then try again.")
    next = TryAgain()


class VaultFull(Refusal):
    """More than one sealed file can hold."""

    text = N_("This is more than p2pcard can keep: {megabytes} megabytes.")
    kept = NOTHING_CHANGED
    advice = N_("Forget people whose cards you no longer need, then try again.")
    next = TryAgain()


class FolderReadOnly(Refusal):
    """A disk that can only be read."""

    text = N_("The disk of “{place}” can be read but not written.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Choose another folder, or allow writing to this disk.")
    next = AnswerAgain()


class FolderMissing(Refusal):
    """A file or folder that is not there."""

    text = N_("There is no “{place}”.")
    kept = NOTHING_LOST
    advice = N_("Look whether its name is right, or whether a disk has to be plugged in.")
    next = AnswerAgain()


class IsAFolder(Refusal):
    """A folder where a file was to be read or written."""

    text = N_("“{place}” is a folder, and not a file.")
    kept = NOTHING_LOST
    advice = N_("Give the name of a file.")
    next = AnswerAgain()


class NotAFolder(Refusal):
    """A file where a folder was to be looked into or made."""

    text = N_("“{place}” is a file, and not a folder.")
    kept = NOTHING_LOST
    advice = N_("Give the name of a folder.")
    next = AnswerAgain()


class SomethingElseThere(Refusal):
    """What is in the way of a file and is not an older one of its kind: nothing else is ever written over."""

    text = N_("Something else is at “{place}” already.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another name for the file.")
    next = AnswerAgain()


class NotAPlainFile(Refusal):
    """A link, a pipe or a device in the place of a file of the vault, which nobody follows or opens."""

    text = N_("“{place}” is no real file: it leads somewhere else, and p2pcard does not follow it.")
    kept = NOTHING_CHANGED
    advice = N_("Remove it from there, then try again.")
    next = TryAgain()


class NotPermitted(Refusal):
    """A file or folder that belongs to somebody else."""

    text = N_("This device does not let p2pcard use “{place}”.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Choose a folder that belongs to you.")
    next = AnswerAgain()


class DiskTrouble(Refusal):
    """Anything else the system says about a disk; `reason` is in its words."""

    text = N_("The disk of “{place}” did not work: {reason}.")
    kept = N_("Nothing was lost: what was there before is still there.")
    advice = N_("Check the disk, then try again.")
    next = TryAgain()


class NoLocks(Refusal):
    """A disk on which no file can be locked, as some of those on a network are."""

    text = N_("The disk of “{place}” cannot keep two programs from writing there at once.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another folder with {next}.")
    next = ChooseHome()


class VaultBusy(Refusal):
    """A vault that another window or page of the program has open."""

    text = N_("Another window or page of p2pcard on this device has your cards open.")
    kept = NOTHING_LOST
    advice = N_("Lock it or close it, then try again.")
    next = TryAgain()
    exit_code = 3


class OpenOnPage(VaultBusy):
    """A vault that another run has open, while the page is served on this device: most likely that one."""

    text = N_("Your cards are open already, most likely on the page in your browser.")
    advice = N_("Lock them there, then try again.")


class Locked(Refusal):
    """Something was asked of a vault that is not open."""

    text = N_("Your cards are locked.")
    kept = NOTHING_CHANGED
    advice = N_("Open them with your opening phrase: {next}")
    next = Unlock()
    exit_code = 3


class NoVault(Refusal):
    """A folder without a vault."""

    text = N_("There are no cards of yours on this device yet.")
    kept = NOTHING_CHANGED
    advice = N_("Make a card with {next}, or bring back a copy: {other}")
    next = Either(MakeVault(), Restore())


class VaultExists(Refusal):
    """A folder that already has a vault; nothing is ever written over one."""

    text = N_("There are cards of yours on this device already.")
    kept = NOTHING_CHANGED
    advice = N_("Use them, or keep the new ones apart: {next}")
    next = ChooseProfile()


class WrongPhrase(Refusal):
    """A phrase that does not open the vault."""

    text = N_("This phrase does not open your cards.")
    kept = NOTHING_LOST
    advice = N_("Type it again; capitals, accents and extra spaces do not matter.")
    next = AnswerAgain()


class OtherProfile(WrongPhrase):
    """A phrase that opens other vaults than that of the `profile` that was named."""

    text = N_("This phrase opens other cards of yours, and not those of “{profile}”.")
    advice = N_("Type the phrase of “{profile}”, or look whether its name is right.")


class SeveralProfiles(Refusal):
    """A phrase that opens several vaults, without a word which of them is meant."""

    text = N_("This phrase opens several profiles of yours.")
    kept = NOTHING_CHANGED
    advice = N_("Say which one you mean: {next}")
    next = NameProfile()


class DamagedVault(Refusal):
    """A vault whose last save cannot be read, while the one before it may be."""

    text = N_("The last save of your cards is damaged, or somebody changed it.")
    kept = N_("The save before it was not lost: it is kept beside it.")
    advice = N_("Go back to the save before: {next}")
    next: NextStep = RestorePrevious()


class DamagedOnlySave(DamagedVault):
    """A damaged vault without a save before that is whole."""

    kept = N_("Nothing was changed, but there is no whole save before it on this device.")
    advice = N_("If you have a sealed copy, first {next}, then: {other}")
    next = InTurn(Wipe(), Restore())


class FolderInTheWay(DamagedVault):
    """A folder in the place of the last save, while another save may be read."""

    text = N_("Where your last save belongs there is a folder: “{place}”.")


class EarlierPhrase(DamagedVault):
    """A phrase that opens a save beside the last one, and not the last one, which has another lock."""

    text = N_("This phrase opens an earlier save, and not your last one.")
    kept = NOTHING_LOST
    advice = N_(
        "If you chose another phrase since, open your cards with that one. "
        "If you did not, go back to a save that this one opens: {next}"
    )


class KeptFull(Refusal):
    """Three other saves that are kept already, and a fourth to be kept."""

    text = N_("Three other saves are kept beside your last one already, and there is no place for one more.")
    kept = NOTHING_CHANGED
    advice = N_("Choose which of them may go: {next}")
    next = RestorePrevious()


class NoPreviousSave(Refusal):
    """No save that is whole, so that there is none to go back to."""

    text = N_("There is no whole save to go back to.")
    kept = NOTHING_CHANGED
    advice = N_("If you have a sealed copy, first {next}, then: {other}")
    next = InTurn(Wipe(), Restore())


class BackupOfSomebodyElse(Refusal):
    """A backup that these recovery words do not open."""

    text = N_("These words do not open this copy. It belongs to other words, or somebody changed it.")
    kept = NOTHING_CHANGED
    advice = N_("Look for the copy that belongs to these words.")
    next = AnswerAgain()


class NewerVault(Refusal):
    """A vault that a newer version of the program wrote."""

    text = N_("A newer version of p2pcard wrote these cards.")
    kept = NOTHING_LOST
    advice = N_("Install the newest version, then try again.")
    next = Update()
