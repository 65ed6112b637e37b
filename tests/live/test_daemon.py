"""The daemon on a real mailbox: the whole flow, killed at random, stopped, locked out, answering itself."""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from tests.live.agent import Agent
from tests.live.conftest import Account
from tests.live.daemon import Daemon, running, shop, until
from tests.live.letters import calm, mail, mixed
from triage.edges.embedded import MailServer, Received

pytestmark = [pytest.mark.live, pytest.mark.timeout(240)]


def table(account: Account, **changes: Any) -> dict[str, Any]:
    """The account's [[mailbox]] entry for a settings file."""
    told = account.settings.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {**told, "since": "2020-01-01", **changes}


def decided(daemon: Daemon) -> int:
    return daemon.count("select count(*) from decision")


def settled(daemon: Daemon) -> bool:
    return not daemon.count("select count(*) from action where state in ('queued', 'committing')")


def answered(received: list[Received]) -> Counter[str]:
    """How often each customer's mail was answered, by the mail's Message-ID."""
    return Counter(str(message_from_bytes(one.content)["In-Reply-To"]) for one in received)


def test_the_whole_flow(account: Account, model_root: Path, tmp_path: Path) -> None:
    folder = shop(tmp_path / "shop", table(account, routing="move"), model_root)
    for content in calm(3):
        account.agent.append(content)
    account.agent.append(mail(90, "broken", "The vase arrived in a thousand pieces, the box was crushed on one side."))
    with running(folder) as daemon:
        until(lambda: decided(daemon) == 4 and settled(daemon), 60, "four decisions, all actions done", [daemon])
        account.agent.append(next(calm(1, 10)))
        until(lambda: decided(daemon) == 5 and settled(daemon), 20, "a mail that arrives while watching", [daemon])
        assert daemon.stop() == 0
    assert answered(account.smtp.received) == {f"<m{n}@house{n}.example>": 1 for n in (0, 1, 2, 10)}
    assert len(account.agent.mails("Sent")) == 4
    assert account.agent.mails("INBOX") == []
    assert len(account.agent.mails("Triage/Quality")) == 1
    assert len(account.agent.mails("Triage/Logistics")) == 4
    reply = message_from_bytes(account.smtp.received[0].content)
    assert reply["Auto-Submitted"] == "auto-replied"
    assert account.smtp.received[0].sender == ""
    assert "Traceback" not in daemon.log()


def test_a_new_mailbox_is_tagged_and_nothing_else(on_dovecot: Account, model_root: Path, tmp_path: Path) -> None:
    folder = shop(tmp_path / "shop", table(on_dovecot), model_root, levels={"default": "shadow"}, safety={})
    on_dovecot.agent.append(next(calm(1)))
    with running(folder) as daemon:
        until(lambda: decided(daemon) == 1 and settled(daemon), 60, "one decision", [daemon])
        daemon.stop()
    assert on_dovecot.smtp.received == []
    assert on_dovecot.agent.mails("Drafts" if on_dovecot.kind == "pymap" else "Entw&APw-rfe") == []
    assert len(on_dovecot.agent.mails("INBOX")) == 1
    assert "$Triaged" in on_dovecot.agent.flags("INBOX")[0]


def test_an_agent_who_moves_a_mail_corrects_it(on_dovecot: Account, model_root: Path, tmp_path: Path) -> None:
    folder = shop(tmp_path / "shop", table(on_dovecot, routing="move"), model_root, levels={"default": "shadow"})
    on_dovecot.agent.append(mail(1, "broken", "The vase arrived in a thousand pieces, the box was crushed."))
    on_dovecot.agent.create("Triage/Money")
    with running(folder) as daemon:
        until(lambda: decided(daemon) == 1 and settled(daemon), 60, "one decision", [daemon])
        daemon.stop()
    with on_dovecot.agent.session("Triage/Quality") as client:
        client.copy("1", '"Triage/Money"')
        client.store("1", "+FLAGS", "\\Deleted")
        client.expunge()
    with running(folder) as daemon:
        until(lambda: bool(daemon.rows("select * from correction")), 30, "the correction", [daemon])
        daemon.stop()
    assert daemon.rows("select from_queue, to_queue from correction") == [("Quality", "Money")]
    assert decided(daemon) == 1


def test_an_agent_who_files_a_mail_closes_its_case_and_opens_it_again(
    on_dovecot: Account, model_root: Path, tmp_path: Path
) -> None:
    """Each time while the daemon is down; the second time by copying and deleting, as a program without MOVE does."""
    folder = shop(tmp_path / "shop", table(on_dovecot, routing="move"), model_root, levels={"default": "shadow"})
    on_dovecot.agent.append(mail(1, "broken", "The vase arrived in a thousand pieces, the box was crushed."))

    def state(daemon: Daemon) -> str:
        return str(daemon.rows("select state from cases")[0][0])

    with running(folder) as daemon:
        until(lambda: decided(daemon) == 1 and settled(daemon), 60, "one decision", [daemon])
        until(lambda: "Triage/Done" in queues(on_dovecot.agent), 20, "the folder for finished mails", [daemon])
        daemon.stop()
    assert "Triage/Done" in on_dovecot.agent.subscribed()
    with on_dovecot.agent.session("Triage/Quality") as client:
        assert client.uid("MOVE", "1:*", '"Triage/Done"')[0] == "OK"
    with running(folder) as daemon:
        until(lambda: state(daemon) == "resolved", 30, "the case is closed", [daemon])
        daemon.stop()
    with on_dovecot.agent.session("Triage/Done") as client:
        client.copy("1", '"Triage/Quality"')
        client.store("1", "+FLAGS", "\\Deleted")
        client.expunge()
    with running(folder) as daemon:
        until(lambda: state(daemon) == "open", 30, "the case is open again", [daemon])
        daemon.stop()
    told = [kind for (kind,) in daemon.rows("select kind from event order by id")]
    assert [kind for kind in told if kind in {"resolved", "reopened"}] == ["resolved", "reopened"]
    assert daemon.rows("select * from correction") == daemon.rows("select * from evidence") == []
    assert len(on_dovecot.agent.mails("Triage/Quality")) == 1
    assert "Traceback" not in daemon.log()


def test_another_uidvalidity_means_no_second_reply(account: Account, model_root: Path, tmp_path: Path) -> None:
    folder = shop(tmp_path / "shop", table(account), model_root)
    for content in calm(3):
        account.agent.append(content)
    with running(folder) as daemon:
        until(lambda: decided(daemon) == 3 and settled(daemon), 60, "three decisions", [daemon])
        daemon.stop()
    renumber(account)
    account.agent.append(next(calm(1, 7)))
    with running(folder) as daemon:
        until(lambda: decided(daemon) == 4 and settled(daemon), 60, "the new mail", [daemon])
        daemon.stop()
    assert set(answered(account.smtp.received).values()) == {1}
    assert len(account.smtp.received) == 4


def renumber(account: Account) -> None:
    """Make the server forget the INBOX's UIDs."""
    kept = account.agent.mails("INBOX")
    if account.kind == "pymap":
        account.smtp.renumber()
        return
    account.agent.expunge("INBOX")
    for content in reversed(kept):
        account.agent.append(content)


def test_a_second_daemon_on_the_mailbox_ends_with_a_clear_line(
    on_dovecot: Account, model_root: Path, tmp_path: Path
) -> None:
    folder = shop(tmp_path / "shop", table(on_dovecot), model_root)
    other = shop(tmp_path / "other", table(on_dovecot), model_root)
    with running(folder) as daemon:
        until(lambda: "watching" in daemon.log(), 60, "the first daemon watches", [daemon])
        for again in (folder, other):
            second = Daemon(again)
            (again / "log").unlink(missing_ok=True) if again is other else None
            second.start()
            assert second.process is not None
            assert second.process.wait(60) == 1
            assert "another triage daemon watches this mailbox already" in second.log()
            assert "Traceback" not in second.log()
        assert daemon.stop() == 0


def test_a_wrong_password_is_told_at_the_start(on_dovecot: Account, model_root: Path, tmp_path: Path) -> None:
    folder = shop(tmp_path / "shop", table(on_dovecot), model_root)
    with running(folder, TRIAGE_TEST_PASSWORD="wrong-canary") as daemon:
        assert daemon.process is not None
        assert daemon.process.wait(60) == 1
    assert "password" in daemon.log()
    assert "wrong-canary" not in daemon.log()
    assert "Traceback" not in daemon.log()


def kills(account: Account, models: Path, folder: Path, *, mails: int, times: int, seed: int = 7) -> dict[str, int]:
    """Deliver mails in portions, kill the daemon at random each time, let it end its work, and count."""
    chance = random.Random(seed)
    daemon = Daemon(shop(folder, table(account, routing="move"), models))
    letters = list(mixed(mails))
    portion = -(-mails // (times + 1))
    for start in range(0, mails, portion):
        for content in letters[start : start + portion]:
            account.agent.append(content)
        daemon.start()
        if start + portion < mails:
            before = decided(daemon)
            until(lambda before=before: decided(daemon) > before, 60, "some work", [daemon])  # type: ignore[misc]
            time.sleep(chance.uniform(0, portion * 0.03))
            daemon.kill()
    until(lambda: decided(daemon) >= mails and settled(daemon), 180, "the rest", [daemon])
    daemon.stop()
    queued = [content for queue in queues(account.agent) for content in account.agent.mails(queue)]
    return {
        "rows": daemon.count("select count(*) from mail"),
        "decisions": decided(daemon),
        "in queue folders": len({message_from_bytes(content)["Message-ID"] for content in queued}),
        "replies": len(account.smtp.received),
        "second replies": sum(number - 1 for number in answered(account.smtp.received).values()),
        "uncertain": daemon.count("select count(*) from action where state = 'uncertain'"),
        "lost replies": lost_replies(daemon, account.smtp.received),
    }


def queues(agent: Agent) -> list[str]:
    with agent.session() as client:
        names = [re.findall(rb'(?:"([^"]+)"|(\S+))$', line)[0] for line in client.list()[1] if isinstance(line, bytes)]
    return [name for one in names if (name := b"".join(one).decode()).startswith("Triage/")]


def lost_replies(daemon: Daemon, received: list[Received]) -> int:
    """Replies that the store calls done and the sink never saw."""
    done = daemon.count("select count(*) from action where kind = 'reply' and state = 'done'")
    return max(0, done - len(answered(received)))


def test_killed_at_random_nothing_is_lost_and_nothing_answered_twice(
    on_dovecot: Account, model_root: Path, tmp_path: Path
) -> None:
    found = kills(on_dovecot, model_root, tmp_path / "shop", mails=150, times=4)
    assert found["rows"] == found["decisions"] == found["in queue folders"] == 150
    assert found["second replies"] == found["lost replies"] == 0
    assert found["uncertain"] <= 4
    assert found["replies"] >= 50


def test_two_daemons_answering_each_other_stop(
    model_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = ping_pong(model_root, tmp_path)
    assert max(counts.values()) <= 2


def ping_pong(models: Path, folder: Path) -> dict[str, int]:
    """Two shops whose replies are handed to each other with every marker taken away; returns mails sent by each."""
    addresses = {"a": "support@first.example", "b": "support@second.example"}
    with MailServer() as one, MailServer() as two:
        servers = {"a": one, "b": two}
        daemons = {
            name: Daemon(_shop_of(folder / name, server, addresses[name], models)) for name, server in servers.items()
        }
        for daemon in daemons.values():
            daemon.start()
        try:
            one.deliver(mail(1, "Delivery time", "Hello, how long does delivery to Ireland usually take?",
                             to=addresses["a"]).replace(b"c1@house1.example", addresses["b"].encode()))  # fmt: skip
            _relay(servers, addresses, seconds=20)
        finally:
            for daemon in daemons.values():
                daemon.stop()
        return {name: len(server.received) for name, server in servers.items()}


def _shop_of(folder: Path, server: MailServer, address: str, models: Path) -> Path:
    imap = {"host": server.host, "port": server.imap_port, "security": "plain", "user": server.user}
    entry = {
        "name": "support", "address": address, "since": "2020-01-01",
        "imap": {**imap, "password": {"env": "TRIAGE_EMBEDDED"}},
        "smtp": {"host": server.host, "port": server.smtp_port, "security": "plain"},
    }  # fmt: skip
    os.environ["TRIAGE_EMBEDDED"] = server.password
    return shop(folder, entry, models)


def _relay(servers: dict[str, MailServer], addresses: dict[str, str], seconds: float) -> None:
    """Hand every reply to the other shop as a plain, unmarked mail of its sender."""
    handed = {"a": 0, "b": 0}
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for name, other in (("a", "b"), ("b", "a")):
            for received in servers[name].received[handed[name] :]:
                handed[name] += 1
                text = message_from_bytes(received.content)
                body = next(part for part in text.walk() if part.get_content_type() == "text/plain")
                words = "Hello, how long does delivery usually take? " + _first_words(body)
                plain = mail(1000 + sum(handed.values()), "Re: Delivery time", words, to=addresses[other])
                sender = re.sub(rb"^From: .*", b"From: " + addresses[name].encode(), plain, count=1)
                servers[other].deliver(sender)
        time.sleep(0.2)


def _first_words(part: Any) -> str:
    return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")[:200].replace("\n", " ")
