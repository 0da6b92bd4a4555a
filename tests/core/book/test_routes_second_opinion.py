"""What networkx and exhaustive search say about the same people."""

import random
from itertools import pairwise

import networkx as nx  # type: ignore[import-untyped]  # networkx comes without types
import pytest

from p2pcard.core.book.routes import Level
from tests.acquaintances import ME, TOM, literal_groups, literal_routes, random_facts

NETWORKS = 2_000
PARTS = 8


def paths(known, person):
    """All paths of at most two in between that networkx finds, where my marks let them pass."""
    graph = nx.DiGraph()
    graph.add_nodes_from([ME, *known.people])
    graph.add_edges_from((ME, one) for one in known.met)
    graph.add_edges_from((by, subject) for by, subject, _ in known.vouches)
    may = {(by, subject) for by, subject, introduces in known.vouches if introduces}
    for _, *between, _ in nx.all_simple_paths(graph, ME, person, cutoff=3):
        if all(known.mark(one) >= len(between) for one in between[:1]) and set(pairwise(between)) <= may:
            yield tuple(between)


def most_separate(routes):
    """How many routes share nobody, as networkx finds a largest clique of routes that do not touch."""
    graph = nx.Graph()
    graph.add_nodes_from(routes)
    graph.add_edges_from((a, b) for a in routes for b in routes if a < b and not set(a) & set(b))
    return nx.max_weight_clique(graph, weight=None)[1]


def largest_matching(known, person):
    """The number once more, from networkx's matching, and the size of its vertex cover."""
    routes = literal_routes(known, person) - {()}
    alone = {route[0] for route in routes if len(route) == 1}
    graph = nx.Graph([route for route in routes if not alone & set(route)])
    near = {route[0] for route in routes} & set(graph)
    matching = nx.bipartite.hopcroft_karp_matching(graph, near)
    return len(alone) + len(matching) // 2, len(alone) + len(
        nx.bipartite.to_vertex_cover(graph, matching, near)
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_networkx_finds_the_same_routes_and_as_many_separate_ones(part):
    chance = random.Random(part)
    several = 0
    for _ in range(NETWORKS // PARTS):
        known = random_facts(chance, chance.randrange(2, 11))
        network = known.network()
        for person in known.people:
            verdict = network.answer(person)
            assert set(verdict.routes) == set(paths(known, person)), (known, person)
            between = [route for route in verdict.routes if route]
            assert len(verdict.separate) == most_separate(between), (known, person)
            several += len(verdict.separate) > 1
    assert several > NETWORKS // PARTS // 3


@pytest.mark.parametrize("part", range(4))
def test_exhaustive_search_finds_the_same_smallest_groups(part):
    chance = random.Random(100 + part)
    many = 0
    for _ in range(150):
        known = random_facts(chance, chance.randrange(2, 13))
        network = known.network()
        for person in known.people:
            verdict = network.answer(person)
            groups = list(verdict.groups())
            assert len(groups) == len(set(groups))
            assert set(groups) == literal_groups(literal_routes(known, person)), (known, person)
            many += len(groups) > 2
    assert many > 10


def test_among_hundreds_networkx_finds_matchings_and_covers_of_the_same_size():
    chance = random.Random(7)
    sizes: set[int] = set()
    while len(sizes) < 10:
        known = random_facts(chance, chance.randrange(50, 120))
        verdict = known.network().answer(TOM)
        if verdict.level not in {Level.ONE, Level.CONFIRMED}:
            continue
        number = len(verdict.separate)
        assert (number, number) == largest_matching(known, TOM)
        group = next(verdict.groups())
        assert len(group) == number
        assert all(group & set(route) for route in verdict.routes)
        sizes.add(number)
