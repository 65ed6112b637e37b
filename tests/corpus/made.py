"""A corpus small enough to count by hand."""

from triage.corpus.rows import Placed
from triage.domain import Example


def row(body: str = "where is it", intent: str = "order_status", **more: object) -> Example:
    given: dict[str, object] = {"subject": "", "urgency": "low", "language": "en", "writer": "en-a", **more}
    return Example(body=body, intent=intent, **given)  # type: ignore[arg-type]


def placed(*examples: Example, file: str = "rows.jsonl") -> tuple[Placed, ...]:
    return tuple(Placed(example=example, place=f"{file}:{line}") for line, example in enumerate(examples, 1))


FIVE = (
    row("where is the lamp"),
    row("it broke on day two", "product_defect", urgency="normal", also=("refund", "return_exchange")),
    row("wo ist die tasse", language="de", writer="de-a"),
    row("kaputt angekommen " * 10, "damaged_parcel", urgency="high", language="de", writer="de-b", also=("refund",)),
    row("buy our links", "other", writer=""),
)
