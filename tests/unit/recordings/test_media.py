"""How large a recording may be."""

import pytest

from easel.errors import PayloadTooLarge
from easel.recordings.media import MAX_AUDIO_BYTES, check_size


def test_a_recording_may_hold_ten_mebibytes() -> None:
    check_size(MAX_AUDIO_BYTES)
    with pytest.raises(PayloadTooLarge):
        check_size(MAX_AUDIO_BYTES + 1)
