"""A fuzzer that is led by which lines follow which (`scripts/fuzz`)."""
