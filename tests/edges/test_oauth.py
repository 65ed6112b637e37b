"""The refresh grant: what is asked, how long a token lasts, what each refusal means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from triage.accounts import OAuth
from triage.edges.oauth import TokenSource
from triage.errors import Refused, TriageError, Unavailable

REFRESH = "refresh-hunter2"


class Provider:
    """A token server with its own clock."""

    def __init__(self, *answers: httpx.Response | Exception, **settings: Any) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []
        self.now = 0.0
        table = {"provider": "google", "client_id": "id", "refresh_token": {"env": "REFRESH"}, **settings}
        transport = httpx.MockTransport(self._answer)
        self.source = TokenSource(
            OAuth.model_validate(table), "ann@shop.example", monotonic=lambda: self.now, transport=transport
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def form(self, number: int = 0) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.asked[number].content.decode()).items()}


@pytest.fixture(autouse=True)
def _refresh_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFRESH", REFRESH)
    monkeypatch.setenv("CLIENT", "client-hunter2")


def grant(token: str, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"access_token": token, "expires_in": 3600, **more})


def test_a_token_is_kept_and_renewed_five_minutes_before_its_end() -> None:
    provider = Provider(grant("one"), grant("two"))
    assert [provider.source.token() for _ in range(2)] == ["one", "one"]
    provider.now = 3299
    assert provider.source.token() == "one"
    provider.now = 3301
    assert provider.source.token() == "two"
    assert provider.form() == {"grant_type": "refresh_token", "client_id": "id", "refresh_token": REFRESH}


def test_a_renewal_that_is_asked_for_is_made() -> None:
    provider = Provider(grant("one"), grant("two"))
    assert [provider.source.token(), provider.source.token(True)] == ["one", "two"]


def test_microsoft_names_tenant_and_scope_and_rotates_its_refresh_token() -> None:
    provider = Provider(
        grant("one", refresh_token="next"),
        grant("two"),
        provider="microsoft",
        tenant="shop",
        client_secret={"env": "CLIENT"},
    )
    provider.source.token()
    provider.source.token(True)
    assert str(provider.asked[0].url) == "https://login.microsoftonline.com/shop/oauth2/v2.0/token"
    assert "IMAP.AccessAsUser.All" in provider.form()["scope"]
    assert provider.form()["client_secret"] == "client-hunter2"
    assert [provider.form(0)["refresh_token"], provider.form(1)["refresh_token"]] == [REFRESH, "next"]


def test_a_server_of_ones_own_must_be_https() -> None:
    for url in ("http://auth.shop.example/token", ""):
        with pytest.raises(Refused, match="https://"):
            Provider(provider="custom", token_url=url).source.token()
    provider = Provider(grant("one"), provider="custom", token_url="https://auth.shop.example/token", scope="mail")
    assert provider.source.token() == "one"
    assert provider.form()["scope"] == "mail"


FAULTS: list[tuple[Callable[[], httpx.Response | Exception], type[TriageError], str]] = [
    (
        lambda: httpx.Response(400, json={"error": "invalid_grant", "error_description": REFRESH}),
        Refused,
        "allow access",
    ),
    (lambda: httpx.Response(401, json={"error": "invalid_client"}), Refused, "client_id or client_secret"),
    (lambda: httpx.Response(400, json={"error": REFRESH}), Refused, "status 400"),
    (lambda: httpx.Response(200, json={"token_type": "Bearer"}), Refused, "refused a token"),
    (lambda: httpx.Response(503, text="down"), Unavailable, "answers 503"),
    (lambda: httpx.Response(429, json={"error": "slow_down"}), Unavailable, "answers 429"),
    (lambda: httpx.Response(200, text="<html>"), Unavailable, "without JSON"),
    (lambda: httpx.Response(302, headers={"Location": "https://portal.example"}), Unavailable, "without JSON"),
    (lambda: httpx.ConnectError("no route"), Unavailable, "does not answer"),
    (lambda: httpx.ReadTimeout("late"), Unavailable, "does not answer"),
]


@pytest.mark.parametrize(("answer", "error", "words"), FAULTS)
def test_a_refusal_is_for_a_person_and_a_fault_for_later(
    answer: Callable[[], httpx.Response | Exception], error: type[TriageError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        Provider(answer()).source.token()
    assert REFRESH not in repr(caught.value)


def test_a_life_that_is_no_number_counts_as_an_hour() -> None:
    provider = Provider(grant("one", expires_in="soon"), grant("two"))
    provider.source.token()
    provider.now = 3200
    assert provider.source.token() == "one"
