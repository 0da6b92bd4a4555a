"""Every refusal: what happened, that nothing was stored or lost, and one next step.

The wording of all of them is here so that one person can review it in one
sitting. A sentence is a template; the values it needs are given when it is
raised. A shell translates the template first and fills it in afterwards, so
`str(refusal)` is plain English. Imports nothing but the marker's own word.
"""

from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802  # gettext's own name for "collect this, translate later"
    """Mark a sentence for the catalogue and return it unchanged."""
    return text


NOTHING_STORED = N_("Nothing was stored.")
NOTHING_CHANGED = N_("Nothing was changed.")
NOTHING_LOST = N_("Nothing was lost.")


class Refusal(Exception):
    """Something expected that ends what was asked; anything else is a bug and is not caught.

    `text` says what happened, `kept` what became of what one had, `advice`
    the one next step; `exit_code` is what a command ends with (1 refused,
    2 wrong use, 3 locked or busy).
    """

    text: ClassVar[str] = ""
    kept: ClassVar[str] = NOTHING_STORED
    advice: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.text.format(**values))

    @property
    def sentences(self) -> tuple[str, str, str]:
        """The three templates in the order they are shown: what happened, what was kept, what to do."""
        return self.text, self.kept, self.advice


# Cryptography and formats


class BadKey(Refusal):
    """A public key that is not one: wrong length, not canonical, or of small order."""

    text = N_("This card is damaged, or was made by a program that cuts corners.")
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

    text = N_("This was made by a newer version of p2pcard.")
    advice = N_("Install the newest version, then try again.")


class TooLarge(Refusal):
    """More bytes than a statement may have."""

    text = N_("This card has {size} bytes; the limit is {limit}.")
    advice = N_("Leave something out, then try again.")


# Lines of text


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


# The book


class YourOwnCard(Refusal):
    """My own card, shown to me."""

    text = N_("This is your own card.")
    advice = N_("Ask the other person to show theirs.")


class OlderCard(Refusal):
    """A card with a lower sequence than the one already held."""

    text = N_("You already hold a newer card of {name}.")
    advice = N_("Nothing to do: the newer card stays.")


class TwoVersions(Refusal):
    """Two different cards of one person with the same sequence."""

    text = N_("You hold another card of {name} with the same number; one of the two is a copy gone wrong.")
    advice = N_("Ask {name} to write their card anew and show it again.")


class NoSuchPerson(Refusal):
    """A name that nobody in the book has."""

    text = N_("You hold no card of “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("See who is there: p2pcard people")


class SeveralPeople(Refusal):
    """A name that fits more than one person."""

    text = N_("“{name}” fits several people: {people}.")
    kept = NOTHING_CHANGED
    advice = N_("Write more of the name, or the letters in brackets.")


class NoSuchCard(Refusal):
    """A label that none of my cards has."""

    text = N_("You have no card called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("See your cards: p2pcard card list")


# Codes and pictures


class TooMuchText(Refusal):
    """More bytes than a statement may have, or more characters than those bytes can take."""

    text = N_("This is longer than a card can be.")
    advice = N_("Take only the card, without what stands around it, and try again.")


class NothingFromHere(Refusal):
    """A text in which no code and no block of ours was found."""

    text = N_("There is nothing from p2pcard in this text.")
    advice = N_("Copy all of it, from the line with BEGIN to the line with END.")


class SeveralBlocks(Refusal):
    """A text with more than one block: which one was meant is not for us to guess."""

    text = N_("There is more than one card in this text.")
    advice = N_("Copy one card at a time.")


class OtherBlock(Refusal):
    """A block under another label than the one that was asked for."""

    text = N_("This is from p2pcard, but it is not what was asked for here.")
    advice = N_("Ask the person what they sent, and for a card if they have none there.")


class BlockDamaged(Refusal):
    """A block that is not written exactly as `armor.to_text` writes."""

    text = N_("This text was changed on its way, or a part of it is missing.")
    advice = N_("Ask for it again, as a file if you can.")


class NotOurCode(Refusal):
    """The text of a QR code that another program made."""

    text = N_("This code was not made by p2pcard.")
    advice = N_("Ask the person to show their code in p2pcard.")


class CodeDamaged(Refusal):
    """The text of a QR code that begins like ours and does not go on like ours."""

    text = N_("This code was changed on its way, or a part of it is missing.")
    advice = N_("Scan the code itself, instead of copying its letters.")


class TypedSlip(Refusal):
    """A typed code that is one slip away from a whole one; `group` counts from 1."""

    text = N_("The typed code has a slip in group {group}.")
    advice = N_("Look at group {group} once more and type it again.")


class TypedWrong(Refusal):
    """A typed code that is more than one slip away from a whole one."""

    text = N_("The typed code is not whole: more than one letter is wrong or missing.")
    advice = N_("Read it out group by group and type it again.")


class CodeTooBig(Refusal):
    """A QR code that needs a larger window, in characters; drawn smaller it could not be scanned."""

    text = N_("This code needs a window of {columns} columns and {rows} lines.")
    kept = NOTHING_LOST
    advice = N_("Make the window larger or its letters smaller, or save the code as a picture.")


class TooMuchForOneCode(Refusal):
    """More than the largest QR code holds."""

    text = N_("This is too long for one code.")
    kept = NOTHING_LOST
    advice = N_("Hand it over as a file.")


class ScanNotInstalled(Refusal):
    """The extra that reads pictures is not there."""

    text = N_("Reading a code from a picture needs two more packages, which are not installed here.")
    advice = N_('Install them with: pip install "p2pcard[scan]"')


class NotAPicture(Refusal):
    """A file that is neither PNG nor JPEG nor WebP."""

    text = N_("This file is not a picture that can be read here.")
    advice = N_("Save the picture as PNG or JPEG and try again.")


class PictureTooBig(Refusal):
    """A picture beyond the limit in bytes or in pixels, which is found before it is unpacked."""

    text = N_("This picture is too big: it may have {megapixels} million dots and {megabytes} megabytes.")
    advice = N_("Cut out the part with the code and try again.")


class PictureDamaged(Refusal):
    """A picture that begins well and cannot be unpacked to its end."""

    text = N_("This picture is damaged, or a part of it is missing.")
    advice = N_("Copy the picture again, or take it again.")


class NoCodeInPicture(Refusal):
    """A picture in which no QR code was found, after all tries."""

    text = N_("No code was found in this picture.")
    advice = N_("Take it again from nearer by, sharp, with a white edge all around the code.")


class SeveralCodesInPicture(Refusal):
    """A picture with several QR codes that say different things."""

    text = N_("There is more than one code in this picture.")
    advice = N_("Cut out the one you want and try again.")


# The local network


class NoNetwork(Refusal):
    """This device has no network address that is up, or has lost the one it used."""

    text = N_("This device is not connected to a network.")
    kept = NOTHING_LOST
    advice = N_("Join the same Wi-Fi as the others, or show each other codes, or hand over a file.")


class NoMulticast(Refusal):
    """The system lets this program neither look nor be found: no multicast, or a port in use."""

    text = N_("Devices cannot find each other by themselves here.")
    kept = NOTHING_LOST
    advice = N_("Use the invitation: one of you shows it, the others scan or type it.")


class Unreachable(Refusal):
    """No device answered at an address, in the time given."""

    text = N_("The other device does not answer.")
    kept = NOTHING_LOST
    advice = N_("Check that both are on the same Wi-Fi, then try again, or show each other codes.")


# The vault


class WrongNumberOfWords(Refusal):
    """More or fewer recovery words than there are; `needed` is 12."""

    text = N_("These are {count} words; {needed} are needed.")
    kept = NOTHING_CHANGED
    advice = N_("Type all {needed} words from your paper, with a space between them.")


class RecoveryWordUnknown(Refusal):
    """A recovery word that is on neither list; `position` counts from 1. The word itself is not repeated."""

    text = N_("Word {position} is not one of the words that p2pcard uses.")
    kept = NOTHING_CHANGED
    advice = N_("Look at word {position} on your paper and type it again.")


class RecoveryWordsDoNotFit(Refusal):
    """Twelve words of the list whose checksum is wrong."""

    text = N_(
        "All these words exist, but together they do not fit: one of them is wrong, or two changed places."
    )
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

    text = N_("This file was written by a newer version of p2pcard.")
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
    advice = N_("Look whether the folder was moved, or whether a disk has to be plugged in.")


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

    text = N_("Another window has your vault open.")
    kept = NOTHING_LOST
    advice = N_("Close the other window, then try again.")
    exit_code = 3


class NoVault(Refusal):
    """A folder without a vault."""

    text = N_("There is no vault here yet.")
    kept = NOTHING_CHANGED
    advice = N_("Begin with: p2pcard init")


class VaultExists(Refusal):
    """A folder that already has a vault; nothing is ever written over one."""

    text = N_("There is a vault here already.")
    kept = NOTHING_CHANGED
    advice = N_("Use it, or choose another profile with --profile.")


class WrongPhrase(Refusal):
    """A phrase that does not open the vault."""

    text = N_("This phrase does not open the vault.")
    kept = NOTHING_LOST
    advice = N_("Type it again; capitals, accents and extra spaces do not matter.")


class DamagedVault(Refusal):
    """A vault whose last save cannot be read, while the one before it may be."""

    text = N_("The last save of your vault is damaged, or somebody changed it.")
    kept = N_("The save before it is kept beside it.")
    advice = N_("Go back to the save before: p2pcard restore --previous")


class DamagedOnlySave(DamagedVault):
    """A damaged vault that was saved once, so that there is no save before."""

    kept = N_("There is no save before it on this device.")
    advice = N_("Use your 12 words and your backup: p2pcard restore")


class NoPreviousSave(Refusal):
    """A previous save that is not there, or that is damaged itself."""

    text = N_("There is no whole save before the last one.")
    kept = NOTHING_CHANGED
    advice = N_("Use your 12 words and your backup: p2pcard restore")


class NotABackup(Refusal):
    """A file that is in the way of a backup and is not an older backup: nothing else is ever written over."""

    text = N_("“{place}” is there already, and it is not a backup.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another name for the backup.")


class BackupOfSomebodyElse(Refusal):
    """A backup that these recovery words do not open."""

    text = N_("These words do not open this backup: it was made by another vault, or was changed.")
    kept = NOTHING_CHANGED
    advice = N_("Look for the backup that belongs to these words.")


class NewerVault(Refusal):
    """A vault that a newer version of the program wrote."""

    text = N_("This vault was written by a newer version of p2pcard.")
    kept = NOTHING_LOST
    advice = N_("Install the newest version, then try again.")


# Words read aloud


class NotAWord(Refusal):
    """Something typed that no phrase can hold."""

    text = N_("“{word}” is not among the words that are read here.")
    advice = N_("Listen again, then write at least three letters of each word, or all the digits.")


class Differs(Refusal):
    """A phrase or word that could be one, but is another than expected."""

    text = N_("These are not the words of this meeting.")
    advice = N_("Ask the person who reads to read once more.")


class NotAnInvitation(Refusal):
    """A code of ours, but for something else."""

    text = N_("This code is for something else.")
    advice = N_("Ask the person what their screen offers: a card, a swap or a meeting.")


# Meetings and swaps


class ExchangeEnded(Refusal):
    """A meeting or swap that ended before anything was stored; `reason` is its name for programs."""

    reason: ClassVar[str] = ""


class MeetingEnded(ExchangeEnded):
    """A meeting that ended early; `number` is what the one who ended it says in the room, 0 if not known."""

    text = N_("The meeting ended.")
    advice = N_("Start again together: p2pcard meet")

    def __init__(self, number: int = 0) -> None:
        super().__init__(number=number)


class MeetingStopped(MeetingEnded):
    """Somebody chose to stop."""

    reason = "stopped"
    text = N_("Somebody stopped the meeting.")
    advice = N_("Ask aloud who and why, then start again together: p2pcard meet")


class PhraseDiffers(MeetingEnded):
    """Somebody typed a different phrase three times."""

    reason = "phrase-differs"
    text = N_("The words that somebody heard are not the words on their device.")
    advice = N_("Start again in another spot; if it happens twice, swap by code: p2pcard swap")


class AnswerDiffers(MeetingEnded):
    """The reader typed a different answer word three times."""

    reason = "answer-differs"
    text = N_("The answer word was not the one on the last person's device.")
    advice = N_("Start again in another spot; if it happens twice, swap by code: p2pcard swap")


class ListWrong(MeetingEnded):
    """A list of people that leaves somebody out, doubles somebody or goes against what was asked for."""

    reason = "list-wrong"
    text = N_("The list of people that came was not right.")
    advice = N_("Let another device start the meeting: p2pcard meet --host")


class ReaderDiffers(MeetingEnded):
    """The list names another reader than the person who took the role."""

    reason = "reader-differs"
    text = N_("The list names somebody else as the one who reads.")
    advice = N_("Let another device start the meeting: p2pcard meet --host")


class OpeningWrong(MeetingEnded):
    """Somebody opened another value than they had committed to, or one that cannot be."""

    reason = "opening-wrong"
    text = N_("One device broke its first promise.")
    advice = N_("Start again; if it happens twice, swap by code: p2pcard swap")


class SomebodyLeft(MeetingEnded):
    """Somebody without whom the run cannot go on was gone."""

    reason = "left"
    text = N_("Somebody left, and the meeting cannot go on without them.")
    advice = N_("Ask aloud who, then start again together: p2pcard meet")


class TookTooLong(MeetingEnded):
    """A device did not answer in time."""

    reason = "timeout"
    text = N_("One device did not answer in time.")
    advice = N_("Start again together: p2pcard meet")


class MeetingBroken(MeetingEnded):
    """A message that does not belong here, or no line to the host any more."""

    reason = "broken"
    text = N_("The line to the device that started the meeting broke.")
    advice = N_("Start again together: p2pcard meet")


class AlreadyStarted(MeetingEnded):
    """A late-comer."""

    reason = "started"
    text = N_("This meeting has already started.")
    advice = N_("Wait until it is over, then swap with one of them: p2pcard swap")


class MeetingFull(MeetingEnded):
    """More people than a meeting can hold."""

    reason = "full"
    text = N_("This meeting is full.")
    advice = N_("Make two tables, and start one meeting at each: p2pcard meet --host")


class OtherVersion(MeetingEnded):
    """Another version of the protocol."""

    reason = "newer-version"
    text = N_("The devices here speak different versions of p2pcard.")
    advice = N_("Install the newest version on all of them, then start again.")


class CouldNotSave(MeetingEnded):
    """The vault could not be written, so no receipt was given."""

    reason = "not-saved"
    text = N_("The cards came, but could not be saved.")
    advice = N_("Make room on the disk, then start again together: p2pcard meet")


class SwapEnded(ExchangeEnded):
    """A swap that ended early."""

    text = N_("The swap ended.")
    advice = N_("Start again together: p2pcard swap")


class SwapStopped(SwapEnded):
    """My person chose to stop."""

    reason = "stopped"
    text = N_("You stopped the swap.")


class WordDiffers(SwapEnded):
    """Three other words than the one on the scanner's screen."""

    reason = "word-differs"
    text = N_("The word was not the one on the other screen, so it may not be their device that answered.")
    advice = N_("Make sure nobody else can see your screen, then show a new code: p2pcard swap")


class SwapBroken(SwapEnded):
    """The other side closed the line, or said what does not belong here."""

    reason = "broken"
    text = N_("The other device ended the swap, or the line to it broke.")


class SwapTookTooLong(SwapEnded):
    """Nothing came in time."""

    reason = "timeout"
    text = N_("The other device did not answer in time.")
    advice = N_("Show a new code, and start again together: p2pcard swap")


class SwapNotSaved(SwapEnded):
    """The vault could not be written."""

    reason = "not-saved"
    text = N_("The card came, but could not be saved.")
    advice = N_("Make room on the disk, then start again together: p2pcard swap")


# What a person writes about themselves


class CardNotUnderstood(Refusal):
    """A field of a card as a program writes it that has another shape, or a name of no field."""

    text = N_("The card that was given has something in “{field}” that is not understood.")
    advice = N_("See how a card is written: docs/json.md")


class CodeRanOut(SwapEnded):
    """Nobody scanned the code in time."""

    reason = "code-ran-out"
    text = N_("Nobody scanned the code within five minutes, so it is no longer good.")
    advice = N_("Show a new one: p2pcard swap")


# What a person can do


class Locked(Refusal):
    """Something was asked of a vault that is not open."""

    text = N_("Your cards are locked.")
    kept = NOTHING_CHANGED
    advice = N_("Open them with your opening phrase first.")
    exit_code = 3


class CardExists(Refusal):
    """A label that one of my cards already has."""

    text = N_("You already have a card called “{name}”.")
    kept = NOTHING_CHANGED
    advice = N_("Choose another name, or change that card: p2pcard card edit")


class LastCard(Refusal):
    """The only card cannot be dropped."""

    text = N_("This is your only card.")
    kept = NOTHING_CHANGED
    advice = N_("Write another one first, or remove everything: p2pcard wipe")


class NoPhrase(Refusal):
    """A script gave no opening phrase, or one that cannot be read."""

    text = N_("The opening phrase is missing.")
    kept = NOTHING_CHANGED
    advice = N_("Give it with --passphrase-fd, or in a file that P2PCARD_PASSPHRASE_FILE names.")
    exit_code = 2


class NoAnswer(Refusal):
    """A question that nobody answers."""

    text = N_("A question was not answered.")
    kept = NOTHING_CHANGED
    advice = N_("Start the command again and answer it.")
    exit_code = 2


class DifferentPhrase(Refusal):
    """A new phrase that was not typed the same way twice."""

    text = N_("The phrase was not typed the same way twice.")
    kept = NOTHING_CHANGED
    advice = N_("Start the command again, and type slowly.")


class NotConfirmed(Refusal):
    """Something that cannot be undone, for which the word was not typed."""

    text = N_("The word {word} was not typed.")
    kept = NOTHING_LOST
    advice = N_("If you do mean it, start the command again and type {word}.")


class OtherWords(Refusal):
    """Twelve words typed back that are not the ones shown."""

    text = N_("These are not the twelve words that were shown.")
    kept = NOTHING_CHANGED
    advice = N_("Start again, and write down all twelve in their order.")
