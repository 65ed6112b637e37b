"""What strangers, robots and swindlers try with a shop that answers by itself, and what must never come of it."""

from __future__ import annotations

from tests.abuse.found import Row


def rows() -> tuple[Row, ...]:
    """Every row of the table, in its order."""
    from tests.abuse import echoes, farming, guarding, leaks, loops, robots, surfaces, threads

    rooms = (leaks, echoes, loops, robots, guarding, farming, threads, surfaces)
    return tuple(row for room in rooms for row in room.ROWS)
