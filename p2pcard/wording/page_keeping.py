"""The words of the page about a first card, copies, settings and the end of a card.

They belong to those of `page`, and are filled in in the same way.
"""

from typing import Final

from p2pcard.errors import N_
from p2pcard.wording import vault

WORDS: Final = {
    # where no cards are here
    "welcome": N_("Welcome"),
    "welcome-more": N_("Answer a few questions, and your card is made. A name is enough."),
    "make-card": N_("Make my card"),
    "bring-back": N_("Bring back my cards from a copy"),
    "made": N_("Your card is made. Swap it with somebody beside you."),
    # profiles
    "another-profile": N_("Another profile"),
    "profile": N_("The name of the profile"),
    "profile-hint": N_("Only if you gave it one. Type - for the one without a name."),
    "profile-more": N_(
        "A profile is another you, with cards and people that have nothing in common with these."
    ),
    "profile-new": N_("Make a new profile"),
    "locked-more": N_("More, if this does not open"),
    # writing a card
    "form-empty": N_("Where you want to say nothing, leave the line empty."),
    "form-name": N_("What should people here call you?"),
    "form-name-hint": N_("It need not be your legal name."),
    "form-ways": N_("How can they reach you?"),
    "form-ways-hint": N_("One or several on a line. For example: phone 600 123 456, signal teo.24"),
    "form-offers": N_("What can you offer?"),
    "form-offers-hint": N_("For example: van, first aid, cooking"),
    "form-languages": N_("Which languages do you speak?"),
    "form-languages-hint": N_("For example: English, Spanish"),
    "understood": N_("Understood: {ways}"),
    "preview-title": N_("This is all that others will get"),
    "preview-yes": N_("That is right"),
    "preview-change": N_("Change something"),
    "edit-title": N_("Change my card"),
    "new-title": N_("Write one more card"),
    "new-label": N_("What do you call this card?"),
    "new-label-hint": N_("Only you see that. For example: clinic"),
    "new-short": N_("A short one, for codes on paper and old cameras"),
    # opening words
    "words-title": N_("These six words open your cards"),
    "words-more": N_("Make a small story of them. Or write them on paper, and keep it at home."),
    "words-only": N_("Only they open your cards. Nobody can give them back to you."),
    "words-other": N_("Show six other words"),
    "words-type": N_("Type them here, to see that you have them"),
    "words-own": N_("I want words of my own"),
    "words-again": N_("Your own words once more"),
    "words-again-hint": N_("Type your own words above, too: a sentence that nobody would guess."),
    # the month
    "month-title": N_("Which month is it?"),
    "month": N_("The month and the year"),
    "month-hint": N_("Type it like 3 2026, or leave it empty if you do not know."),
    # a copy of everything
    "copy": N_("Copy of everything"),
    "copy-more": N_("With the copy and its twelve words your cards come back, on any device."),
    "copy-words": N_("Write these twelve words on paper. They are not shown again."),
    "copy-written": N_("I wrote them down"),
    "copy-type": N_("Type all twelve from your paper"),
    "copy-save": N_("Save the copy"),
    "copy-done": N_("Your browser has the copy now. Most browsers put it among the downloads."),
    "copy-move": N_("Move it to a stick that you keep in another place. Keep the paper away from it."),
    # bringing back, going back
    "back-file": N_("The file of the copy"),
    "back-words": N_("The twelve words from your paper"),
    "back-words-hint": N_("With a space between them."),
    "back-happened": N_("What happened to the old device?"),
    "back-lost": N_("It is lost or broken. I stay the same person to everybody."),
    "back-taken": N_("Somebody may have it. I get a new card, with the same people."),
    "back-was-open": N_("It was open when they took it"),
    "back-not-sure": N_("Not sure? Choose that somebody may have it."),
    "back-missing": N_("Choose the file, and what happened to the old device."),
    "back-large": N_("This file is too large for the page. Bring it back in the terminal."),
    "go-back": N_("Go back to another save on this device"),
    "go-back-more": N_("Your last save is kept beside it."),
    "go-back-here": N_("Go back to save number {save}"),
    "go-back-full": N_("Three others are kept already. Choose one that may go for good."),
    "go-back-drop": N_("Let save number {save} go for good"),
    "no-change": N_("Change nothing"),
    # settings
    "settings": N_("Settings"),
    "language": N_("Language"),
    "change-words": N_("Change my opening words"),
    "memory": N_("How long I remember who vouches for whom"),
    **{f"memory-{kind.value}": text for kind, text in vault.MEMORIES.items()},
    "keep": N_("Keep it so"),
    # whether everything works
    "doctor": N_("Does everything work here?"),
    "doctor-blocks": N_("In the way"),
    "doctor-note": N_("Good to know"),
    "doctor-fine": N_("Fine"),
    # the end
    "more-lost": N_("If something happens"),
    "more-end": N_("For today"),
    "notice": N_("The notice that ends my card"),
    "notice-sure": N_("See that nobody looks at this screen. Show the notice now?"),
    "anew": N_("End my card now, and begin anew"),
    "end": vault.END,
    "end-word": vault.END_WORD,
    "wipe": N_("Delete everything"),
    "wipe-ask": vault.WIPE,
    "wipe-word": vault.WIPE_WORD,
    "wipe-which": N_("Which of them shall go?"),
}
