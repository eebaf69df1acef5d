"""The worker as a process, a real mail server that wants STARTTLS and a password, and what goes wrong."""

import signal
from collections import Counter

from tests.outbox.conftest import Server, Site, body_of, kill

THREE = ("anne@kommune.example", "bo@kommune.example", "mette@kommune.example")


def test_a_mail_reaches_the_server_over_starttls_with_the_password(
    site: Site, mail_server: Server
) -> None:
    site.put(THREE[0])
    said = site.work_once()
    assert "Mail: 1 sent." in said
    assert "tests.outbox.letters.tidy: made at" in said
    (mail,) = mail_server.mails()
    assert mail["From"] == "omtanke@omtanke.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert body_of(mail, "plain").strip() == f"Blåbærgrød til letter/{THREE[0]}"
    assert "<p>Blåbærgrød" in body_of(mail, "html")
    assert site.show()[THREE[0]]["state"] == "sent"


def test_a_worker_killed_while_it_sends_loses_and_doubles_no_mail(
    site: Site, mail_server: Server
) -> None:
    site.put(*THREE)
    mail_server.hold("rcpt")
    worker = site.start_work()
    mail_server.wait_until_reached("rcpt")
    kill(worker)
    mail_server.go_on("rcpt")
    site.work_once()
    assert site.show()[THREE[0]]["is_leased"]
    assert mail_server.recipients() == list(THREE[1:])
    site.desk("time")
    site.work_once()
    assert Counter(mail_server.recipients()) == Counter(THREE)
    assert {row["state"] for row in site.show().values()} == {"sent"}


def test_in_the_one_window_that_is_left_the_second_copy_is_known_by_its_id(
    site: Site, mail_server: Server
) -> None:
    """Killed after the server took the mail and before it said so: no sender can know."""
    site.put(THREE[0])
    mail_server.hold("data")
    worker = site.start_work()
    mail_server.wait_until_reached("data")
    kill(worker)
    mail_server.go_on("data")
    site.desk("time")
    site.work_once()
    first, second = mail_server.mails()
    assert first["Message-ID"] == second["Message-ID"]
    assert body_of(first, "plain") == body_of(second, "plain")


def test_a_worker_told_to_stop_finishes_the_mail_in_hand_and_no_more(
    site: Site, mail_server: Server
) -> None:
    site.put(*THREE)
    mail_server.hold("rcpt")
    worker = site.start_work()
    mail_server.wait_until_reached("rcpt")
    worker.send_signal(signal.SIGTERM)
    mail_server.go_on("rcpt")
    said, _ = worker.communicate(timeout=30)
    assert worker.returncode == 0
    assert said.rstrip().endswith("Stopped.")
    assert mail_server.recipients() == [THREE[0]]
    rows = site.show()
    assert [rows[one]["state"] for one in THREE] == ["sent", "waiting", "waiting"]
    assert not any(row["is_leased"] for row in rows.values())


def test_two_workers_at_once_send_each_mail_once(site: Site, mail_server: Server) -> None:
    people = [f"nr{number}@kommune.example" for number in range(40)]
    site.put(*people)
    workers = [site.start_work("--once") for _ in range(2)]
    for worker in workers:
        said, _ = worker.communicate(timeout=60)
        assert worker.returncode == 0, said
    assert Counter(mail_server.recipients()) == Counter(people)
    assert {row["state"] for row in site.show().values()} == {"sent"}


def test_one_refused_address_does_not_stop_the_rest(site: Site, mail_server: Server) -> None:
    unknown, busy = "ukendt@kommune.example", "optaget@kommune.example"
    site.put(THREE[0], unknown, busy, THREE[1])
    assert "2 sent, 1 to be tried again, 1 given up" in site.work_once()
    assert mail_server.recipients() == [THREE[0], THREE[1]]
    rows = site.show()
    assert (rows[unknown]["state"], rows[unknown]["problem"]) == (
        "gave-up",
        "550 5.1.1 No such user here",
    )
    assert (rows[busy]["state"], rows[busy]["attempts"]) == ("waiting", 1)


def test_while_the_server_is_away_every_mail_waits_and_no_attempt_counts(
    site: Site, mail_server: Server
) -> None:
    site.put(*THREE)
    mail_server.end()
    said = site.work_once()
    assert "no mail can be sent: ConnectionRefusedError" in said
    assert "3 waiting." in said
    assert [row["attempts"] for row in site.show().values()] == [0, 0, 0]
    mail_server.start()
    site.work_once()
    assert mail_server.recipients() == list(THREE)


def test_a_wrong_password_sends_nothing_and_loses_nothing(site: Site, mail_server: Server) -> None:
    site.put(*THREE)
    right = site.env["EMAIL_HOST_PASSWORD"]
    site.env["EMAIL_HOST_PASSWORD"] = "forkert"
    assert "no mail can be sent: 535" in site.work_once()
    site.env["EMAIL_HOST_PASSWORD"] = right
    site.work_once()
    assert mail_server.recipients() == list(THREE)


def test_a_server_with_a_certificate_nobody_vouches_for_is_told_nothing(
    site: Site, mail_server: Server
) -> None:
    site.put(THREE[0])
    del site.env["SSL_CERT_FILE"]
    assert "CERTIFICATE_VERIFY_FAILED" in site.work_once()
    assert mail_server.mails() == []


def test_without_starttls_the_password_is_not_given_away(site: Site, mail_server: Server) -> None:
    site.put(THREE[0])
    site.env["EMAIL_STARTTLS"] = "0"
    assert "no mail can be sent" in site.work_once()
    assert mail_server.mails() == []


def test_without_a_mail_host_messages_wait(site: Site) -> None:
    site.put(THREE[0])
    del site.env["EMAIL_HOST"]
    said = site.work_once()
    assert "no mail can be sent: EMAIL_HOST is not set" in said
    assert "1 waiting." in said


def test_a_demonstration_sends_nothing_to_anybody(site: Site, mail_server: Server) -> None:
    site.put(THREE[0])
    site.env |= {"DEMONSTRATION": "1"}
    assert "Mail: 1 sent." in site.work_once()
    assert mail_server.mails() == []
