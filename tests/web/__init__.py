"""Tests of the page, beside the modules of its wing."""
