"""Access tokens for XOAUTH2 by the refresh grant (RFC 6749, section 6): Google, Microsoft or a server of one's own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import httpx

from triage.accounts import OAuth, Secret
from triage.edges.secrets import resolve
from triage.errors import Refused, Unavailable

_TOKEN_URLS = {
    "google": "https://oauth2.googleapis.com/token",
    "microsoft": "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
}
_SCOPES = {
    "microsoft": "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
}
_ADVICE = {
    "invalid_grant": "the refresh token was revoked or has expired; allow access to the mailbox again",
    "invalid_client": "client_id or client_secret is wrong; compare them with the provider's console",
    "unauthorized_client": "this client may not use refresh tokens; allow it in the provider's console",
    "invalid_scope": "the provider does not know the scope; leave scope empty",
}
_EARLY = 300.0  # seconds before its end at which a token is renewed
_USUAL_LIFE = 3600.0


class TokenSource:
    """Keeps one access token fresh."""

    def __init__(
        self,
        settings: OAuth,
        account: str,
        root: Path = Path(),
        *,
        monotonic: Callable[[], float] = time.monotonic,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._account = account
        self._root = root
        self._monotonic = monotonic
        self._transport = transport
        self._token = ""
        self._ends = float("-inf")
        self._rotated = ""  # Microsoft hands out a new refresh token with each grant

    def token(self, renew: bool = False) -> str:
        """An access token good for five minutes more; `renew` asks for a new one in any case.

        Raises Refused (a person must allow access again), Unavailable (the provider is down), ConfigError.
        """
        if renew or self._monotonic() >= self._ends - _EARLY:
            answer = self._grant()
            self._token = str(answer["access_token"])
            self._rotated = str(answer.get("refresh_token") or self._rotated)
            self._ends = self._monotonic() + _seconds(answer.get("expires_in"))
        return self._token

    def _grant(self) -> dict[str, object]:
        try:
            with httpx.Client(transport=self._transport, timeout=30, follow_redirects=False) as client:
                answer = client.post(self._url(), data=self._form(), headers={"Accept": "application/json"})
        except httpx.HTTPError as error:
            raise Unavailable(
                f"OAuth: the token server does not answer ({type(error).__name__}); trying later"
            ) from None
        return _read(answer)

    def _url(self) -> str:
        url = self._settings.token_url or _TOKEN_URLS.get(self._settings.provider, "")
        url = url.replace("{tenant}", self._settings.tenant)
        if not url.startswith("https://"):
            raise Refused("OAuth: token_url must begin with https://")
        return url

    def _form(self) -> dict[str, str]:
        settings = self._settings
        form = {"grant_type": "refresh_token", "client_id": settings.client_id}
        form["refresh_token"] = self._rotated or self._secret(settings.refresh_token)
        if settings.client_secret is not None:
            form["client_secret"] = self._secret(settings.client_secret)
        if scope := settings.scope or _SCOPES.get(settings.provider, ""):
            form["scope"] = scope
        return form

    def _secret(self, secret: Secret) -> str:
        return resolve(secret, account=self._account, root=self._root)


def _read(answer: httpx.Response) -> dict[str, object]:
    if answer.status_code >= 500 or answer.status_code == 429:
        raise Unavailable(f"OAuth: the token server answers {answer.status_code}; trying later")
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Unavailable(f"OAuth: the token server answers {answer.status_code} without JSON; trying later")
    if answer.status_code != 200 or not body.get("access_token"):
        name = body.get("error") if body.get("error") in _ADVICE else ""
        advice = _ADVICE.get(str(name), f"the provider refused a token (status {answer.status_code})")
        raise Refused(f"OAuth: {advice}" + (f" ({name})" if name else ""))
    return body


def _seconds(life: object) -> float:
    try:
        return float(str(life))
    except ValueError:
        return _USUAL_LIFE
