"""How much memory this device has, and whether it can be had."""

import mmap
import os


def memory_size() -> int:
    """Return the bytes of memory, or a very large number where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return 1 << 62


def can_take(size: int) -> bool:
    """Tell whether the system would give this program so many bytes now; they are given back untouched."""
    try:
        mmap.mmap(-1, size).close()
    except OSError:
        return False
    return True
