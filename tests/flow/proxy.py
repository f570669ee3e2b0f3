# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A proxy between the program and one simulated service. By itself it changes nothing; who makes it may watch each exchange
at three points, and decide what becomes of it on its way."""
import contextlib
import http.client
import socket
import threading
import urllib.parse

ARRIVED, TAKEN, ANSWERED = "arrived", "taken", "answered"


class Exchange:
    """One request and, once the service has answered, its answer."""

    def __init__(self, number, method, target, headers, body):
        self.number = number
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.status = 0
        self.reason = ""
        self.answer_headers = []
        self.answer = b""

    @property
    def writes(self):
        return self.method not in ("GET", "HEAD")

    def whole_answer(self):
        kept = [(name, value) for name, value in self.answer_headers
                if name.lower() not in ("content-length", "transfer-encoding", "connection")]
        return message(self.status, self.reason, kept, self.answer)


def message(status, reason, headers, body):
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers), f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class Link:
    """One connection of the program, and what can be done to an exchange on it."""

    def __init__(self, proxy, client):
        self.proxy = proxy
        self.client = client
        self.input = client.makefile("rb")
        self.service = None

    def read_exchange(self):
        """None when the program has closed its end."""
        line = self.input.readline(65536).decode("latin-1").split()
        if len(line) < 3:
            return None
        headers = []
        while (text := self.input.readline(65536).decode("latin-1").strip()):
            name, _, value = text.partition(":")
            headers.append((name, value.strip()))
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        return Exchange(self.proxy.next_number(), line[0], line[1], headers, self.input.read(length))

    def forward(self, exchange):
        """Lets the service have the request, and fills in what it answers."""
        service = http.client.HTTPConnection(self.proxy.host, self.proxy.port, timeout=120)
        with contextlib.closing(service):
            service.putrequest(exchange.method, exchange.target, skip_host=True, skip_accept_encoding=True)
            for name, value in exchange.headers:
                if name.lower() not in ("connection", "accept-encoding"):
                    service.putheader(name, value)
            service.putheader("Connection", "close")
            service.endheaders(exchange.body or None)
            answer = service.getresponse()
            exchange.status, exchange.reason, exchange.answer_headers = answer.status, answer.reason, answer.getheaders()
            exchange.answer = answer.read()

    def send(self, data):
        self.client.sendall(data)

    def reset(self):
        """The connection breaks, as when a machine on the way is restarted."""
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.input.close()
        self.client.close()

    def close(self):
        with contextlib.suppress(OSError):
            self.input.close()
            self.client.close()

    def serve(self):
        with contextlib.suppress(OSError, ValueError, http.client.HTTPException):
            while (exchange := self.read_exchange()) is not None and self.proxy.carry(self, exchange):
                pass
        self.close()


class Proxy:
    """Listens on loopback for the service at url.

    watch(point, exchange) is called when a request has ARRIVED and nobody else knows of it, when the service has TAKEN it and
    the program does not know, and when the program has been ANSWERED. trouble(link, exchange), where it is given, carries the
    exchange itself and says whether the connection goes on; both are called on a connection's thread."""

    def __init__(self, url, watch=None, trouble=None):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname, parts.port
        self.watch = watch or (lambda point, exchange: None)
        self.trouble = trouble
        self.mutex = threading.Lock()
        self.numbers = 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}{parts.path}"
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()

    def next_number(self):
        with self.mutex:
            self.numbers += 1
            return self.numbers

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=Link(self, client).serve, daemon=True).start()

    def carry(self, link, exchange):
        self.watch(ARRIVED, exchange)
        if self.trouble is not None:
            return self.trouble(link, exchange)
        link.forward(exchange)
        self.watch(TAKEN, exchange)
        link.send(exchange.whole_answer())
        self.watch(ANSWERED, exchange)
        return True

    def close(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


@contextlib.contextmanager
def between(world, **hooks):
    """Proxies in front of both services of a world that is not connected yet."""
    proxies = {name: Proxy(world.services[name]["url"], **hooks) for name in ("rackbeat", "webshipper")}
    for name, proxy in proxies.items():
        world.services[name]["url"] = proxy.url
    try:
        yield proxies
    finally:
        for proxy in proxies.values():
            proxy.close()
