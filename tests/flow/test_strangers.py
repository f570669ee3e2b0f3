# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Connecting to what is not the service, or not quite: what a person is told, and that the key goes nowhere else."""
import contextlib
import pathlib
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time

from harness import World, main

KEY = "planted-marker-key"


class Stranger:
    """Something else that listens on loopback, and keeps what it was sent. answer is bytes, or None for silence."""

    def __init__(self, answer, context=None):
        self.answer, self.context = answer, context
        self.heard = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(10)

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        with contextlib.suppress(OSError), connection:
            stream = self.context.wrap_socket(connection, server_side=True) if self.context else connection
            text = b""
            while b"\r\n\r\n" not in text:
                part = stream.recv(65536)
                if not part:
                    return
                text += part
            self.heard.append(text)
            if self.answer is None:
                stream.recv(1)
            else:
                stream.sendall(self.answer)


def http(status, body=b"", *headers):
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n".encode() + b"".join(h + b"\r\n" for h in headers) + b"\r\n" + body


def connect(world, service, url, key=KEY, *more):
    """Tries it, which must fail; what was said."""
    result = world.run("connect", service, "--url", url, *more, text=key, expect=(2,))
    assert result.out == "", result.out
    assert key not in result.err, "the key was told"
    assert "GLib" not in result.err and "CRITICAL" not in result.err and "Traceback" not in result.err, result.err
    kept = [path for path in pathlib.Path(world.home).rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
    assert kept == [], kept
    return result.err


def say(words, *parts):
    for part in parts:
        assert part in words, words


def test_a_wrong_key_is_said_of_both_services():
    with World(connect=False) as world:
        say(connect(world, "rackbeat", world.services["rackbeat"]["url"]), "Rackbeat", "key")
        say(connect(world, "webshipper", world.services["webshipper"]["url"]), "Webshipper", "key")


def test_a_key_that_may_not_even_look_is_said_also_with_an_empty_body():
    with World(connect=False) as world:
        for body in (b"", b"{}", b"<html>no</html>"):
            with Stranger(http("403 Forbidden", body)) as stranger:
                for service in ("rackbeat", "webshipper"):
                    say(connect(world, service, stranger.url), "403")
                assert len(stranger.heard) == 2, "it was asked again"


def test_an_account_that_does_not_exist_is_said():
    with World(connect=False) as world:
        with Stranger(http("404 Not Found", b"{}")) as stranger:
            say(connect(world, "webshipper", stranger.url), "404")
        for account in ("a b", "æ", "../x", "a@b", "x" * 300):
            result = world.run("connect", "webshipper", "--account", account, text=KEY, expect=(2,))
            say(result.err, "account")
            assert KEY not in result.err


def test_nobody_at_the_address_is_said_within_seconds():
    with World(connect=False) as world:
        with Stranger(b"") as stranger:
            url = stranger.url
        start = time.monotonic()
        say(connect(world, "rackbeat", url), "Rackbeat", "127.0.0.1")
        assert time.monotonic() - start < 15


def test_a_host_that_is_silent_is_said_once_its_time_is_over():
    with World(connect=False) as world, Stranger(None) as stranger:
        start = time.monotonic()
        say(connect(world, "rackbeat", stranger.url), "Rackbeat", "No answer within 30 seconds")
        assert time.monotonic() - start < 50, "it was waited for again"
        assert len(stranger.heard) == 1


def certificate(folder, *more):
    """One that nobody but itself vouches for, as an SSL context."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem",
                    "-out", "certificate.pem", "-subj", "/CN=RackShip test", "-days", "2", *more], cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pathlib.Path(folder, "certificate.pem"), pathlib.Path(folder, "key.pem"))
    return context


def test_a_certificate_that_does_not_verify_is_said_and_gets_no_key():
    assert shutil.which("openssl"), "openssl is needed to make a certificate"
    with tempfile.TemporaryDirectory() as folder, World(connect=False) as world:
        context = certificate(folder, "-addext", "subjectAltName=IP:127.0.0.1")
        with Stranger(http("200 OK", b"{}"), context) as stranger:
            for service in ("rackbeat", "webshipper"):
                say(connect(world, service, stranger.url), "certificate of 127.0.0.1", "nobody this computer trusts")
            assert stranger.heard == [], "somebody unproven was told"


def test_a_redirect_to_another_host_is_said_and_gets_no_key():
    with World(connect=False) as world, Stranger(http("200 OK", b"{}")) as other:
        for status in ("301 Moved", "302 Found", "307 Temporary", "308 Permanent"):
            for place in (other.url, f"http://localhost:{other.port}", f"//127.0.0.1:{other.port}"):
                with Stranger(http(status, b"", f"Location: {place}/self?token={KEY}".encode())) as stranger:
                    say(connect(world, "rackbeat", stranger.url), "another host", "the key was not sent there")
                    assert len(stranger.heard) == 1
        assert other.heard == [], "the other host was told"


def test_a_page_instead_of_an_answer_is_no_service():
    pages = [b"<html><h1>Log on to the hotel</h1></html>", b"", b"{", b"[]", b"null", b"{\"self\": 7}", b"\xff\xfe", b"{\"data\":{}}"]
    with World(connect=False) as world:
        for page in pages:
            with Stranger(http("200 OK", page, b"Content-Type: text/html")) as stranger:
                for service in ("rackbeat", "webshipper"):
                    connect(world, service, stranger.url)


def test_a_service_that_repeats_the_key_tells_nobody():
    with World(connect=False) as world:
        for status in ("200 OK", "400 Bad", "403 Forbidden", "422 Unprocessable", "500 Broken"):
            with Stranger(http(status, f'{{"message":"{KEY} is no key"}}'.encode(), f"X-Echo: {KEY}".encode())) as stranger:
                connect(world, "rackbeat", stranger.url)


def test_what_is_no_key_is_sent_nowhere():
    with World(connect=False) as world, Stranger(http("200 OK", b"{}")) as stranger:
        for text in ("", "  \n ", "two words", "line\r\nX-Evil: 1", "nøgle", "bell\a"):
            for service in ("rackbeat", "webshipper"):
                result = world.run("connect", service, "--url", stranger.url, text=text, expect=(2,))
                assert result.err.strip() and "Evil" not in result.err and "nøgle" not in result.err, result.err
        assert stranger.heard == []


def test_an_address_that_is_none_is_said():
    with World(connect=False) as world:
        for url in ("", "rackbeat", "http://rackbeat.example/api", "ftp://127.0.0.1", "https://user:word@rackbeat.example", "https://",
                    "http://127.0.0.1@rackbeat.example", "http://localhost.example"):
            for service in ("rackbeat", "webshipper"):
                words = connect(world, service, url)
                assert "https" in words or "address" in words, words


def test_what_failed_leaves_the_earlier_connection_as_it_was():
    with World(orders=5) as world, Stranger(http("401 No")) as stranger:
        connect(world, "rackbeat", stranger.url)
        connect(world, "webshipper", stranger.url)
        report = world.sync()
        assert report["read"] > 0, report
        assert len(stranger.heard) == 2, "the sync asked the wrong one"


if __name__ == "__main__":
    main()
