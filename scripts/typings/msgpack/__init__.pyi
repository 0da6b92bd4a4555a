# The part of msgpack that p2pcard uses: the package brings no types of its own.
from collections.abc import Callable

def packb(
    o: object,
    *,
    default: Callable[[object], object] | None = None,
    use_bin_type: bool = True,
    strict_types: bool = False,
) -> bytes: ...
def unpackb(
    packed: bytes | bytearray | memoryview,
    *,
    raw: bool = False,
    use_list: bool = True,
    strict_map_key: bool = True,
    object_pairs_hook: Callable[[list[tuple[object, object]]], object] | None = None,
    ext_hook: Callable[[int, bytes], object] = ...,
    max_str_len: int = -1,
    max_bin_len: int = -1,
    max_array_len: int = -1,
    max_map_len: int = -1,
    max_ext_len: int = -1,
) -> object: ...
