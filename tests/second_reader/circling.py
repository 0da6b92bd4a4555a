"""Circles: section 17."""

from tests.second_reader import counting, remembering
from tests.second_reader.basics import demand
from tests.second_reader.holding import Circle

THROUGH = "others"  # in the place of a person: newcomers who came through others


def begin(holder, name, people, budget, probation):
    holder.circles[name] = Circle({"people": people, "budget": budget, "probation": probation})


def count_founder(holder, name, person, month):
    demand(holder.met(person), "NotMet")
    holder.circles[name].people[person] = (month, True)


def count_newcomer(holder, name, person, month):
    """Count a newcomer in who meets the rule."""
    circle = holder.circles[name]
    if person in circle.people:
        return
    demand(check(holder, name, person, month)["meets"], "NotYet")
    routes = counting.with_somebody(counting.routes_to(holder, person, month))
    alone = {route[0] for route in routes if len(route) == 1}
    count = [key for key in alone if brought(holder, key, month) < circle.rule["budget"]]
    newcomers = [key for key in count if came_new(holder, key)]
    number = len(count) - len(newcomers) + min(len(newcomers), 1) + counting.own(holder, person, month)
    for who in (*alone, *([THROUGH] if number < circle.rule["people"] else [])):
        holder.brought[who, month // 3] = brought(holder, who, month) + 1
    circle.people[person] = (month, False)
    if circle.rule["probation"] and holder.marks.pop(person, 0):
        remembering.doubt(holder)
        remembering.look_again(holder, month, over=False)


def brought(holder, who, month):
    return holder.brought.get((who, month // 3), 0)


def came_new(holder, person):
    """Whether somebody came to a circle as a newcomer."""
    places = [circle.people.get(person) for circle in holder.circles.values()]
    return any(place is not None and not place[1] for place in places)


def check(holder, name, person, month):
    """Whether somebody meets a rule, as the vectors say it."""
    circle = holder.circles[name]
    rule, place = circle.rule, circle.people.get(person)
    have = _counted(holder, circle, person, month)
    if place:
        have = max(have, counting.kept_number(holder, person, month))
    have += counting.own(holder, person, month)
    founder = place is not None and place[1]
    meets = person not in holder.revoked and (founder or have >= rule["people"])
    counts = {"have": have, "need": rule["people"], "meets": meets}
    return {"circle": name, "person": person.hex(), "month": month, **counts}


def _counted(holder, circle, person, month):
    """How many separate routes are left where the word of some counts for nothing."""
    budget, inside = circle.rule["budget"], person in circle.people
    routes = counting.with_somebody(counting.routes_to(holder, person, month))
    if not inside and brought(holder, THROUGH, month) >= budget:
        routes = [route for route in routes if len(route) == 1]
    between = {key for route in routes for key in route}
    spent = set() if inside else {key for key in between if brought(holder, key, month) >= budget}
    newcomers = {key for key in between if came_new(holder, key)}
    best = 0
    for counts in (set(), *({key} for key in newcomers)):
        silent = spent | (newcomers - counts)
        left = [route for route in routes if not silent & set(route)]
        best = max(best, len(counting.separate(left)))
    return best


def marked_from(holder, person):
    """The first month in which somebody who came as a newcomer can have a mark."""
    starts = [0]
    for circle in holder.circles.values():
        month, founder = circle.people.get(person, (0, True))
        if not founder:
            starts.append((month // 3 + circle.rule["probation"]) * 3)
    return max(starts)
