"""What an agent changes in a draft: the answer itself, or only what stands around it."""

import pytest

from triage.policy.edits import edited_share

FRAME = (
    (
        "This message was written automatically. If you reply, one of us will read it and answer within   hours on "
        "working days. Our office is open from   to   ( )."
    ),
    "As a small way of making up for it, we would like to offer you   off your next order. Your code is  .",
)
BODY = "Your parcel left our warehouse on Monday. It usually takes nine working days to reach you."
CLOSING = (
    "If you reply, one of us will read it and answer within 24 hours on working days. "
    "Our office is open from 9:00 AM to 5:00 PM (Central European Time)."
)
OFFER = "As a small way of making up for it, we would like to offer you 15% off your next order. Your code is TEA-1."
WHOLE = f"Hello Ann,\n\n{BODY}\n\n{OFFER}\n\n{CLOSING}\n\nBest regards,\nBlue Teapot\n"
SAME = {
    "as it was": WHOLE,
    "another greeting": WHOLE.replace("Hello Ann,", "Dear Mrs Lee!"),
    "no greeting": WHOLE.replace("Hello Ann,\n\n", ""),
    "without the closing": f"Hello Ann,\n\n{BODY}\n\n{OFFER}",
    "without the offer": f"Hello Ann,\n\n{BODY}\n\n{CLOSING}",
    "another share offered": WHOLE.replace("15%", "10%"),
    "her own name": f"Hello Ann,\n\n{BODY}\n\nKind regards\nMaria Lopez\n\nBlue Teapot\nSupport",
    "other line ends": WHOLE.replace("Monday. It", "Monday.\nIt").replace("\n", "\r\n"),
    "other typing": WHOLE.replace("usually", "Usually,"),
}
OTHER = {
    "one word": (WHOLE.replace("Monday", "Friday"), 1 / 16),
    "a promise at its end": (f"{WHOLE.partition('Best')[0]}You get 50 EUR back.", 5 / 21),
    "a sentence away": (f"Hello Ann,\n\n{BODY.partition('. ')[0]}.", 9 / 16),
    "all new": ("I have asked the carrier and shall write tomorrow, promised.", 1.0),
    "nothing but a name": ("Maria", 1.0),
}


def test_words_that_the_closing_has_too_are_still_words() -> None:
    """One by one they stand in every text; only in a row are they the closing's."""
    answer = "If you, one of mine, will soon read it and gladly answer."
    assert edited_share(f"{answer}\n\n{CLOSING}", CLOSING, FRAME) == 1.0


@pytest.mark.parametrize("sent", SAME.values(), ids=SAME)
def test_what_is_no_edit(sent: str) -> None:
    assert edited_share(WHOLE, sent, FRAME) == 0


@pytest.mark.parametrize(("sent", "share"), OTHER.values(), ids=OTHER)
def test_what_is_an_edit(sent: str, share: float) -> None:
    assert edited_share(WHOLE, sent, FRAME) == pytest.approx(share, abs=0.04)


def test_letters_are_words_where_there_are_no_spaces() -> None:
    draft = "您好，\n\n您的包裹已于星期一从仓库发出，通常需要九个工作日送达。"
    assert edited_share(draft, draft.replace("您好，", "王女士：")) == 0
    assert edited_share(draft, draft.replace("一", "五")) == pytest.approx(1 / 25, abs=0.01)
    assert edited_share(draft, "我们已经为您退款，非常抱歉给您带来不便。") > 0.8


def test_a_very_long_mail_is_no_work() -> None:
    assert edited_share(WHOLE, "word " * 200_000, FRAME) > 0.9
