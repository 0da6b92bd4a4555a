"""The words of the page that no other shell says: its buttons, titles and what stands beside them.

The page fills in what stands in braces. Everything else that it shows are sentences of the other modules.
"""

from typing import Final

from p2pcard.core.exchange.phrase import Mode
from p2pcard.errors import N_
from p2pcard.wording import page_keeping, page_standing, prompts
from p2pcard.wording.catalogue import translated

_WORDS: Final = {
    "skip": N_("To the content"),
    "places": N_("Places"),
    "place-card": N_("My card"),
    "place-meet": N_("Meet"),
    "place-people": N_("People"),
    "place-vouching": N_("Vouching"),
    "place-more": N_("More"),
    "lock": N_("Lock now"),
    "lock-hint": N_("Lock now: Ctrl, Alt and L together."),
    "back": N_("Back"),
    "stop": N_("Stop"),
    "go-on": N_("Go on"),
    "done": N_("Done"),
    "yes": N_("Yes"),
    "no": N_("No"),
    # being let in
    "locked": N_("Your cards are locked"),
    "phrase": N_("Your opening words"),
    "show-typed": N_("Show what I type"),
    "open": N_("Open"),
    "opening": N_("Opening. This takes about a second."),
    "elsewhere": N_("p2pcard is open in another tab. If you open your cards here, they are locked there."),
    "moved": N_("p2pcard was opened in another tab, so your cards are locked here."),
    "ended": N_("p2pcard has ended"),
    "ended-more": N_("Nothing was lost. You can close this tab. To go on, start p2pcard again."),
    "locking": N_("Nobody did anything here for a while. Your cards are locked in {seconds} seconds."),
    "stay": N_("Keep them open"),
    "idle": N_("Nobody did anything here for a while, so your cards were locked. Nothing was lost."),
    # my card
    "card-code": N_("Whoever takes this code holds your card. Nobody is met by that."),
    "card-all": N_("This is all that others will get:"),
    "card-text": N_("As text for a mail or a file"),
    # meet
    "one": N_("Swap cards with one person"),
    "one-more": N_("You stand face to face. One screen shows a code, the other camera reads it."),
    "room": N_("Swap cards with a whole room"),
    "room-more": N_("Everybody in one place swaps with everybody, from two people on."),
    "room-how": N_("One device starts the meeting, all others join. All must be in one network."),
    "join-room": N_("Join the meeting"),
    "host-room": N_("Start the meeting"),
    "find-code": N_("Scan a code, or take a picture or text"),
    "find-code-more": N_("A card, an invitation or the code of a swap: you see first what it is."),
    # scanning
    "scan-title": N_("Scan a code"),
    "camera-on": N_("The camera is on. Hold the code in front of it."),
    "camera-start": N_("Starting the camera. The browser may ask you whether it may be used."),
    "camera-none": N_("There is no camera here. Take a picture from a file, or paste text."),
    "camera-refused": N_(
        "The browser does not let this page use the camera. Allow it beside the address, "
        "or take a picture from a file."
    ),
    "camera-busy": N_(
        "The camera is in use by another program. Close that one, or take a picture from a file."
    ),
    "camera-other": N_("Another camera"),
    "picture": N_("A picture from a file"),
    "paste": N_("Or paste a text here"),
    "look": N_("See what it is"),
    "nothing-found": N_("There is no code on this picture. Take it closer and straight from above."),
    "found-card": N_("This is the card of {name}. Take it?"),
    "found-card-more": N_("You then hold the card. That you met in person is not written down."),
    "found-bundle": N_("This brings news or vouches from somebody you know. Take it?"),
    "found-swap": N_("This is the code of a swap: somebody wants to swap cards with you. Swap now?"),
    "found-invitation": N_("This is the invitation to a meeting. Join it?"),
    "take": N_("Take it"),
    "swap-now": N_("Swap now"),
    "join": N_("Join"),
    # a swap
    "swap-code": N_("Hold this in front of the other camera. It is good once, for five minutes."),
    "swap-camera": N_("Or let the other screen be in front of this camera."),
    "swap-typed": N_("No camera? The code as letters and digits"),
    "swap-no-camera": N_("No camera on either side: be in one Wi-Fi, and both choose the whole room."),
    "swap-say": N_("Say this aloud"),
    "swap-say-words": prompts.SWAP_SAY[Mode.WORDS],
    "swap-say-digits": prompts.SWAP_SAY[Mode.DIGITS],
    "swap-show": prompts.SWAP_SHOW,
    "swap-type": N_("Type what the other person says"),
    "swap-typed-right": N_("That is right. They have not typed yours yet. Nothing has left this device."),
    "swap-card-sent": N_("You both typed. Your card is on its way to the person whose words you typed."),
    "swap-receipt": N_("They hold your card, too."),
    "swap-receipt-unknown": N_("You hold theirs. Whether they hold yours is not known. Ask them."),
    "stranger": N_("Somebody who has not seen this code tried to swap. They got no answer."),
    "between": N_(
        "{swaps} swaps in a row ended before the words were typed on both sides. "
        "Somebody may stand between you: take the code from the screen itself."
    ),
    "leads-out": N_("This code may lead out of this room"),
    "call": N_("Go there all the same"),
    "connecting": N_("Connecting ..."),
    # a meeting
    "looking": N_("Looking for the meeting ..."),
    "meeting-in": N_("You are in. Wait until all are here."),
    "meeting-wait": N_("Wait until all are here"),
    "devices": N_("Devices here, with this one: {count}"),
    "count-heads": N_("Count who holds a device here, you too. How many?"),
    "begin": N_("All are here: begin"),
    "not-started": N_("You count {counted}, but here are {devices} devices. Find out why first."),
    "cannot-get-in": N_("Cannot somebody get in?"),
    "let-scan": N_("Let them scan this, or type what stands below it."),
    "hosts": N_("Another device here wants to start a meeting, too. Agree aloud which one does."),
    "quiet": N_("Nobody can be found on this network. The others come by the invitation."),
    "i-read": N_("I read aloud"),
    "you-read": N_("You are the one who reads aloud."),
    "another-reads": N_("Somebody else reads aloud."),
    "read-title": N_("Read this aloud, slowly, twice"),
    "listen-title": N_("Listen, and type what is read aloud"),
    "listen": N_("What you heard"),
    "listen-hint": N_("Of each word at least three letters."),
    "count-title": N_("Count off aloud"),
    "count-off": N_("Count off aloud, in the order you sit: 1, 2, 3 ... Only people whose screen says this."),
    "count-last": N_("The last number you heard"),
    "count-yours": N_("If asked: this device is number {number}. Nobody counts that number."),
    "count-say": N_("After the last number, you say this aloud, too:"),
    "count-say-now": N_("Say this aloud now:"),
    "read-then": N_("The others type it. When all have typed it, they count off aloud."),
    "answer-words": prompts.ANSWER[Mode.WORDS],
    "answer-digits": prompts.ANSWER[Mode.DIGITS],
    "number-only": N_("Type a number, with figures alone."),
    "answer-new": N_("The new word that somebody says now"),
    "count-again": N_("That is another number. Ask the room to count again, aloud."),
    "wait-others": N_("Thank you. Waiting for the others."),
    "not-ready": N_("Not ready yet: {numbers}. Ask them aloud. There is no hurry."),
    "leave-out": N_("Go on without: {numbers}"),
    "leave-out-hint": N_("They get no cards, and everybody else must agree."),
    "not-left-out": N_(
        "Nobody was left out: the meeting does not wait for them, or cannot go on without them."
    ),
    "without": N_("These numbers left: {numbers}. Ask aloud why. Go on without them?"),
    "stay-here": N_("Stay"),
    "sent": N_("Your card was sent to all who typed what was read aloud."),
    "must-go": N_("I must go"),
    "must-go-more": N_("The others are asked whether to go on without you."),
    "wrong": N_("Something is wrong: stop for all"),
    "wrong-more": N_("Nobody gets cards."),
    "again-word": N_("That is not a word of the list. Ask them to say it once more."),
    "again-letters": N_("Several words begin like that. Type more letters."),
    "again-other": N_("That is something else. Tries left: {left}."),
    "stored": N_("You now hold the cards of: {names}"),
    "missing": N_("Cards that did not come: {count}. Swap with these people, or meet once more."),
    "receipts": N_("All of them hold your card."),
    "receipts-unknown": N_("Whether these numbers hold your card is not known: {numbers}. Ask them."),
    "over": N_("It is over."),
    "have-cards": N_("You have their cards"),
    # people
    "search": N_("Find by a name, an offer or a language"),
    "quoted": N_("“{way}”"),
    "people-count": N_("People found: {count}"),
    "by-other-words": N_("By other words on their cards:"),
    "nobody": N_("Nobody yet. Swap cards with somebody first."),
    "nobody-fits": N_("Nobody fits that."),
    "routes": N_("See it as a picture"),
    "forget": N_("Forget {name}"),
    "forget-sure": N_("Forget {name}? Nothing of this person stays on this device."),
    # vouching
    "waits-none": N_("Nothing waits for your answer."),
    "agree": N_("I agree"),
    "decline": N_("Throw it away. Nobody is told"),
    # more
    "close": N_("Lock, and end p2pcard"),
}


def words() -> dict[str, str]:
    """Return all of them in the language that is spoken, by the name under which the page knows them."""
    return {
        name: translated(text) for name, text in (_WORDS | page_standing.WORDS | page_keeping.WORDS).items()
    }
