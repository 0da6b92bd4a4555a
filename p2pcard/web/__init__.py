"""The page: the program as a page in the person's own browser, on this device alone.

A shell beside the terminal: words come from `wording`, values from `jsonapi`, and what a person can do
from `service`.
"""
