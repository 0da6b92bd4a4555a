"""Which vouches count, routes, and the answer: section 15.7, by trying everything."""

from itertools import combinations


def ended(holder, held):
    """Whether a vouch was withdrawn, or its author or subject is dead."""
    said = held.said
    if said["withdrawal"] in holder.ended:
        return "withdrawn"
    dead = said["key"] in holder.revoked or said["subject"] in holder.revoked
    return "revoked" if dead else None


def lack(holder, held, month):
    """Why a vouch does not count in a month, or nothing; fitting acceptances alone are held."""
    why = ended(holder, held)
    if why is None and held.said["until"] < month:
        why = "run-out"
    subject = held.said["subject"]
    if why is None and holder.holds(subject) and holder.name(subject) != held.said["name"]:
        why = "other-name"
    return "not-accepted" if why is None and held.acceptance is None else why


def routes_to(holder, person, month):
    """All routes, each as the tuple of those in between."""
    counting = {
        (held.said["key"], held.said["subject"]): held.said.values.get("may introduce", False)
        for held in holder.every_shown()
        if lack(holder, held, month) is None
    }
    others = {key for pair in counting for key in pair} - {holder.me, person}
    found: list[tuple[bytes, ...]] = [()] if holder.met(person) else []
    for near in others:
        if holder.mark(near) >= 1 and (near, person) in counting:
            found.append((near,))
        for far in others - {near}:
            named = holder.mark(near) == 2 and counting.get((near, far), False)
            if named and (far, person) in counting:
                found.append((near, far))
    return found


def with_somebody(routes):
    return [route for route in routes if route]


def share_nobody(routes):
    people = [key for route in routes for key in route]
    return len(people) == len(set(people))


def largest(routes):
    """All largest sets of routes that share nobody, in which most stand alone."""
    between = with_somebody(routes)
    people = {key for route in between for key in route}
    for size in range(min(len(between), len(people)), 0, -1):
        found = [tried for tried in combinations(between, size) if share_nobody(tried)]
        alone = [sum(len(route) == 1 for route in tried) for tried in found]
        if found:
            return [tried for tried, number in zip(found, alone, strict=True) if number == max(alone)]
    return [()]


def separate(routes):
    """One of them."""
    return largest(routes)[0]


def groups(routes):
    """All smallest sets of people who sit on every route with somebody in between."""
    between = with_somebody(routes)
    people = sorted({key for route in between for key in route})
    for size in range(1, len(people) + 1):
        found = [
            set(tried)
            for tried in combinations(people, size)
            if all(set(tried) & set(route) for route in between)
        ]
        if found:
            return found
    return []


def own(holder, person, month):
    """Whether my own vouch counts: that of the highest sequence."""
    given = holder.given.get(person, [])
    newest = max(given, key=lambda held: held.said["sequence"], default=None)
    return newest is not None and lack(holder, newest, month) is None


def kept_number(holder, person, month):
    """How many of the routes that are kept are left."""
    kept = holder.kept.get(person)
    if kept is None or person in holder.revoked or not holder.holds(person):
        return 0
    if kept.name != holder.name(person):
        return 0
    return sum(until >= month for until, _ in kept.routes)


def answer(holder, person, month):
    """Who stands behind somebody, as the vectors say it."""
    routes = routes_to(holder, person, month)
    number = len(separate(routes))
    people = max(number, kept_number(holder, person, month))
    level = "met" if () in routes else ("none", "one", "confirmed")[min(people, 2)]
    shown = holder.shown.get(person, {})
    lacking = [[by.hex(), lack(holder, held, month)] for by, held in shown.items()]
    return {
        "person": person.hex(),
        "month": month,
        "level": level,
        "own": own(holder, person, month),
        "routes": sorted([key.hex() for key in route] for route in routes),
        "separate": number,
        "people": people,
        "groups": sorted(sorted(key.hex() for key in group) for group in groups(routes)),
        "lacking": sorted(each for each in lacking if each[1]),
    }
