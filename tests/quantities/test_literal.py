import math

import pytest

from balance.quantities.literal import fits

OPEN = math.inf


@pytest.mark.parametrize(
    ("found", "stated", "hedge", "said"),
    [
        # "Over 3" is literally [3, open): three itself is not over three.
        ((2, 2), (3, OPEN), "over", False),
        ((3, 3), (3, OPEN), "over", False),
        ((2, 3), (3, OPEN), "over", False),
        ((3, 5), (3, OPEN), "over", None),
        ((4, 4), (3, OPEN), "over", True),
        ((4, OPEN), (3, OPEN), "over", True),  # a partial sum proves "over"
        ((2, OPEN), (3, OPEN), "over", None),
        # "At least 3" holds three.
        ((3, 3), (3, OPEN), "at least", True),
        ((2, 3), (3, OPEN), "at least", None),
        ((2, 2), (3, OPEN), "at least", False),
        # "Almost 3" is (0, 3), without three.
        ((4, 4), (0, 3), "almost", False),
        ((3, 3), (0, 3), "almost", False),
        ((3, 4), (0, 3), "almost", False),
        ((2, 3), (0, 3), "almost", None),
        ((1, 2), (0, 3), "almost", True),
        ((2, OPEN), (0, 3), "almost", None),
        # "Up to 3" holds three.
        ((3, 3), (0, 3), "up to", True),
        ((3, 4), (0, 3), "up to", None),
        ((4, 4), (0, 3), "up to", False),
        # Without a hedge both ends are inside.
        ((2.5, 2.5), (2.5, 3.5), "", True),
        ((3.5, 3.5), (2.5, 3.5), "", True),
        ((2, 2.5), (2.5, 3.5), "", None),
        ((3.5, 4), (2.5, 3.5), "", None),
        ((1, 5), (2.5, 3.5), "", None),
        # "About" says too little to be wrong.
        ((9, 9), (3, 3), "about", None),
    ],
)
def test_what_fits_by_hand(found, stated, hedge, said):
    assert fits(*found, *stated, hedge) is said
