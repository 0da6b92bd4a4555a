"""The way in: the version alone needs nothing else."""

from tests.shells import call


def test_the_version_is_told_alone():
    assert call("--version").out.startswith("p2pcard ")
