"""Refusals of codes, blocks of text and pictures."""

from p2pcard.errors.next_step import AnswerAgain, AskSomebody, Install, ShowCard, Swap, TryAgain
from p2pcard.errors.refusal import N_, NOTHING_LOST, Refusal


class TooMuchText(Refusal):
    """More bytes than a statement may have, or more characters than those bytes can take."""

    text = N_("This is longer than a card can be.")
    advice = N_("Take only the card, without what stands around it, and try again.")
    next = AnswerAgain()


class NothingFromHere(Refusal):
    """A text in which no code and no block of ours was found."""

    text = N_("There is nothing from p2pcard in this text.")
    advice = N_("Copy all of it, from the line with BEGIN to the line with END.")
    next = AnswerAgain()


class SeveralBlocks(Refusal):
    """A text with more than one block: which one was meant is not for us to guess."""

    text = N_("There is more than one card in this text.")
    advice = N_("Copy one card at a time.")
    next = AnswerAgain()


class OtherBlock(Refusal):
    """A block under another label than the one that was asked for."""

    text = N_("This is from p2pcard, but it is not what is asked for here.")
    advice = N_("Ask the person for their card as text: {next}")
    next = AskSomebody(ShowCard(as_text=True))


class BlockDamaged(Refusal):
    """A block of which a part is missing, or that holds what no block holds."""

    text = N_("This text was changed on its way, or a part of it is missing.")
    advice = N_("Ask for it again, as a file if you can.")
    next = AskSomebody()


class NotOurCode(Refusal):
    """The text of a QR code that another program made."""

    text = N_("This code was not made by p2pcard.")
    advice = N_("Ask the person to show their code: {next}")
    next = AskSomebody(Swap())


class WifiCode(NotOurCode):
    """A code by which a telephone joins a Wi-Fi network."""

    text = N_("This code was not made by p2pcard: it is for a Wi-Fi network. Nothing of it was opened.")


class ContactCode(NotOurCode):
    """A vCard or MECARD, which nobody signed."""

    text = N_("This code was not made by p2pcard: it is a contact for a telephone. Nothing of it was opened.")


class LinkCode(NotOurCode):
    """The address of a page."""

    text = N_("This code was not made by p2pcard: it is a link to a page. Nothing of it was opened.")


class PhoneCode(NotOurCode):
    """A number to call or to write to."""

    text = N_("This code was not made by p2pcard: it is a telephone number. Nothing of it was opened.")


class MailCode(NotOurCode):
    """A mail to be written."""

    text = N_("This code was not made by p2pcard: it is an e-mail address. Nothing of it was opened.")


class PaymentCode(NotOurCode):
    """An order to a bank or to a purse of coins."""

    text = N_("This code was not made by p2pcard: it is for paying. Nothing of it was opened.")


class TextCode(NotOurCode):
    """Words or digits that are meant for no program."""

    text = N_("This code was not made by p2pcard: it is a piece of text. Nothing of it was opened.")


class CodeDamaged(Refusal):
    """The text of a QR code that begins like ours and does not go on like ours."""

    text = N_("This code was changed on its way, or a part of it is missing.")
    advice = N_("Scan the code itself, instead of copying its letters.")
    next = AnswerAgain()


class TypedSlip(Refusal):
    """A typed code that is one slip away from a whole one; `group` counts from 1."""

    text = N_("The typed code has a slip in group {group}.")
    advice = N_("Look at group {group} once more and type it again.")
    next = AnswerAgain()


class TypedWrong(Refusal):
    """A typed code that is more than one slip away from a whole one."""

    text = N_("The typed code is not whole: more than one letter is wrong or missing.")
    advice = N_("Read it out group by group and type it again.")
    next = AnswerAgain()


class CodeTooBig(Refusal):
    """A QR code that needs a larger window, in characters; drawn smaller it could not be scanned."""

    text = N_("This code needs a window of {columns} columns and {rows} lines.")
    kept = NOTHING_LOST
    advice = N_("Make the window larger, or its letters smaller.")
    next = TryAgain()


class TooMuchForOneCode(Refusal):
    """More than the largest QR code holds."""

    text = N_("This is too long for one code.")
    kept = NOTHING_LOST
    advice = N_("Hand it over as text: {next}")
    next = ShowCard(as_text=True)


class ScanNotInstalled(Refusal):
    """The extra that reads pictures is not there."""

    text = N_("Reading a code from a picture needs two more packages, which are not installed here.")
    advice = N_("Install them with: {next}")
    next = Install("scan")


class WebNotInstalled(Refusal):
    """The extra that serves the page is not there."""

    text = N_("The page needs one more package, which is not installed here.")
    advice = N_("Install it with: {next}")
    next = Install("web")


class NotAPicture(Refusal):
    """A file that is neither PNG nor JPEG, WebP, GIF or BMP, or packed in a way that nobody uses any more."""

    text = N_("This file is not a picture that can be read here.")
    advice = N_("Save the picture as PNG or JPEG and try again.")
    next = AnswerAgain()


class PictureTooBig(Refusal):
    """A picture beyond the limit in bytes or in pixels, which is found before it is unpacked."""

    text = N_(
        "This picture is too big: one like it may have {megapixels} million dots and {megabytes} megabytes."
    )
    advice = N_("Cut out the part with the code and try again.")
    next = AnswerAgain()


class PictureDamaged(Refusal):
    """A picture that begins well and cannot be unpacked to its end."""

    text = N_("This picture is damaged, or a part of it is missing.")
    advice = N_("Copy the picture again, or take it again.")
    next = AnswerAgain()


class NoCodeInPicture(Refusal):
    """A picture in which no QR code was found, after all tries."""

    text = N_("No code was found in this picture.")
    advice = N_("Take it again from nearer by, with a white edge all around the code.")
    next = AnswerAgain()


class SeveralCodesInPicture(Refusal):
    """A picture with several QR codes of ours that say different things."""

    text = N_("There is more than one code of p2pcard in this picture.")
    advice = N_("Cut out the one you want and try again.")
    next = AnswerAgain()
