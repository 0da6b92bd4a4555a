"""Files that a person names, looked at before anybody is asked anything in vain."""

from pathlib import Path

from p2pcard.edge import disk


def refuse_if_missing(path: Path) -> None:
    """Raises FolderMissing where there is no such file, IsAFolder, or what else the disk says."""
    disk.refuse_if_missing(path)
