"""Files that a person names are looked at before anybody is asked anything in vain."""

import pytest

from p2pcard.errors import FolderMissing, IsAFolder
from p2pcard.service.files import refuse_if_missing


def test_a_file_that_is_not_there_or_is_a_folder_is_refused_and_any_other_is_not(tmp_path):
    (tmp_path / "file").touch()
    refuse_if_missing(tmp_path / "file")
    with pytest.raises(FolderMissing):
        refuse_if_missing(tmp_path / "none")
    with pytest.raises(IsAFolder):
        refuse_if_missing(tmp_path)
