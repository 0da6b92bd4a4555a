"""The words of the page about what one does with people: one's word, circles, cards, and behind the cards.

They belong to those of `page`, and are filled in in the same way.
"""

from typing import Final

from p2pcard.core.book.routes import Mark
from p2pcard.errors import N_
from p2pcard.wording import vouching

_COUNTS: Final = {number: words for number, (words, _, _) in vouching.COUNTS.items()}
WORDS: Final = {
    # people and one person
    "how-qr": N_("met, by a code"),
    "how-phrase": N_("met, by words read aloud"),
    "how-introduced": N_("introduced to you"),
    "how-card-only": N_("only the card, not met"),
    "reach-phone": N_("Call {way}"),
    "reach-email": N_("Write to {way}"),
    "more-with": N_("More with {name}"),
    "show-for": N_("Show what I have for {name}"),
    "show-for-more": N_("{name} takes this code, or the text. It is good for {name} alone."),
    "what-if": N_("What if somebody were wrong?"),
    "what-if-nobody": N_("Nobody else's word stands behind {name}, so nothing would change."),
    "what-if-whose": N_("Whose word shall count for nothing, to see what is left for {name}?"),
    # my word
    "vouch-give": N_("Give my word for {name}"),
    "vouch-means": N_("With your word you say: I know {name}, and this is their card."),
    "counts": vouching.DOES_IT_HELP,
    "counts-not": _COUNTS["1"],
    "counts-me": _COUNTS["2"],
    "counts-others": _COUNTS["3"],
    "vouch-each": N_("Each of these answers gives your word."),
    "vouch-not": N_("No, not now"),
    "vouch-after": N_("{name} must agree, too. You can take it back at any time."),
    "vouched": vouching.VOUCHED,
    "withdraw": N_("Take back my word for {name}"),
    "withdraw-sure": N_(
        "Take back your word for {name}? Whoever you swap or meet with from now on gets to know it."
    ),
    "mark": N_("Whether the word of {name} counts with me"),
    "mark-question": vouching.WHETHER_IT_COUNTS,
    "mark-no": vouching.MARKS[Mark.NO],
    "mark-word": vouching.MARKS[Mark.THEIR_WORD],
    "mark-named": vouching.MARKS[Mark.THOSE_THEY_NAME],
    "introduce": N_("Introduce {name} to somebody"),
    "introduce-whom": N_("To whom do you want to introduce {name}?"),
    "introduce-two": N_("Introduce two people to each other"),
    "introduce-more": N_("Each of them is asked. Their cards move only when both agreed."),
    "introduce-yes": N_("Introduce them"),
    "vouch-mine": N_("They vouch for me"),
    "vouch-mine-none": N_("Nobody vouches for you yet, or you have not agreed to it."),
    "vouch-given": N_("I vouch for them"),
    "vouch-given-none": N_("You vouch for nobody yet."),
    "vouch-somebody": N_("Vouch for somebody"),
    "vouch-show": N_("Show who vouches for me"),
    "vouch-show-more": N_("Whoever takes this code, or the text, sees who vouches for you."),
    # circles
    "circles": N_("Circles"),
    "circles-more": N_("A circle is a name of your own, with a rule for newcomers. Only you know of it."),
    "circles-none": N_(
        "You have no circle. It is a name of your own, with a rule for newcomers. Only you know of it."
    ),
    "circle": N_("Circle “{name}”"),
    "circle-begin": N_("Begin a circle"),
    "circle-name": N_("What do you call the circle?"),
    "circle-name-hint": N_("Only you see that."),
    "circle-add": N_("Count somebody in"),
    "circle-change": N_("Change the rule"),
    "circle-take": N_("Take over a rule that somebody sent"),
    "circle-leave": N_("Leave “{name}”"),
    "circle-leave-more": N_("Its rule and who was in it are forgotten here. Nobody is told."),
    "circle-leave-keep": N_("Leave it, and keep the people"),
    "circle-leave-forget": N_("Leave it, and forget the people who are in no other circle"),
    "rule-people": N_("How many people does a newcomer need?"),
    "rule-budget": N_("How many newcomers do you take in a quarter on one person's word?"),
    "rule-probation": N_("For how many quarters can you not count a newcomer's own word?"),
    "rule-keep": N_("Keep this rule"),
    "rule-line": N_("Paste the line with the rule"),
    "rule-line-hint": N_("It begins with P2PCARD RULE."),
    "rule-changed": N_("The rule of this circle is changed."),
    "count-in": N_("Count in {name}?"),
    "count-in-rule": N_("Count in by the rule"),
    "count-in-founder": N_("They belonged from the start"),
    "count-in-anyway": N_("Take one more than the rule allows"),
    "check": N_("See whether {name} meets the rules of my circles"),
    "check-somebody": N_("See whether somebody meets the rules of my circles"),
    "check-bad": N_("This says nothing bad about {name}."),
    # my cards
    "which-card": N_("Which card do others get?"),
    "card-older": N_("Older cameras may not read this card as a code."),
    "card-short": N_("For older cameras, show the short card: {label}"),
    "card-drop": N_("Drop the card “{label}”"),
    "card-drop-sure": N_("Drop the card “{label}”? Those who hold it keep it until it runs out."),
    # a meeting, and behind the cards
    "host-invited": N_("Start it only for those who have the invitation"),
    "host-invited-more": N_("Then nobody finds the meeting by themselves. Your screen shows the invitation."),
    "met-here": N_("You met in person, just now."),
    "vouch-now": N_("Give my word for somebody who was here"),
    "may-show": N_("Who may see here that they vouch for you?"),
    "may-show-one": N_("{name} may see it"),
    "may-show-all": N_("Everybody here"),
    "may-show-none": N_("Nobody"),
    "later": N_("Later"),
    "later-all": N_("The rest later"),
    "done-answer": N_("Your answer is on its way."),
    "done-later": N_("It waits for you under Vouching."),
    "done-show": N_("Who may see it is decided."),
    "stay-host": N_("After two minutes of quiet the meeting is over. Done ends it now, for everybody."),
    "stay-guest": N_("After two minutes of quiet the meeting is over. Done: you leave now, the others stay."),
    "late": N_("Did somebody come too late? When this is over, swap cards with them."),
}
