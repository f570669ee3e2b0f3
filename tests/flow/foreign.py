# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Two clients as other people would write them: plain urllib, from the services' published descriptions alone.

They know nothing of RackShip. What they ask of the sandbox is what any program that talks to the two services may ask, and a
Reference gathers what was answered otherwise, each with the section of the description that says so."""
import contextlib
import http.server
import json
import queue
import threading
import urllib.error
import urllib.parse
import urllib.request


class Answer:
    """What one request came to. Every status is an answer; only a broken connection is an error."""

    def __init__(self, status, headers, raw):
        self.status, self.headers, self.raw = status, headers, raw

    @property
    def json(self):
        return json.loads(self.raw)

    @property
    def text(self):
        return self.raw.decode(errors="replace")

    @property
    def type(self):
        return (self.headers.get("Content-Type") or "").split(";")[0].strip()

    def __str__(self):
        return f"{self.status} {self.text[:300]}"


class Reference:
    """Gathers what a service answered otherwise than its description says, and tells it all at once."""

    def __init__(self, name):
        self.name, self.breaches = name, []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _):
        if kind is not None and self.breaches:
            raise AssertionError("\n".join(self.breaches)) from error
        assert kind is not None or not self.breaches, "\n".join(self.breaches)

    def says(self, section, words, truth, seen=""):
        """Whether what the section says is so; it is noted when it is not."""
        breach = f"{self.name} §{section}: {words}; seen: {str(seen)[:300]}"
        if not truth and breach not in self.breaches:
            self.breaches.append(breach)
        return bool(truth)

    def status(self, section, words, answer, *expected):
        return self.says(section, f"{words}: status {' or '.join(map(str, expected))}", answer.status in expected, answer)

    def keys(self, section, words, value, names):
        """Whether an object has every one of these members."""
        missing = [name for name in names.split() if not isinstance(value, dict) or name not in value]
        return self.says(section, f"{words} has {' '.join(missing)}", not missing, sorted(value) if isinstance(value, dict) else value)


class Listener:
    """An address on this machine that keeps what is posted to it."""

    def __enter__(self):
        self.received = queue.Queue()
        received = self.received

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                received.put((dict(self.headers.items()), body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def next(self, seconds=10):
        try:
            return self.received.get(timeout=seconds)
        except queue.Empty:
            return None


def send(method, url, body=None, headers=None):
    request = urllib.request.Request(url, data=body, headers=headers or {}, method=method)
    try:
        with contextlib.closing(urllib.request.urlopen(request, timeout=90)) as reply:
            return Answer(reply.status, reply.headers, reply.read())
    except urllib.error.HTTPError as reply:
        with reply:
            return Answer(reply.code, reply.headers, reply.read())


def address(base, path, query):
    """Brackets, commas and slashes in queries are percent-encoded, as most clients do."""
    return f"{base}/{path}" + ("?" + urllib.parse.urlencode(query) if query else "")


class Rackbeat:
    """rackbeat-api §1.1: a bearer key, JSON both ways, and four headers that say who asks."""

    def __init__(self, base, key):
        self.base = base
        self.headers = {"Authorization": f"Bearer {key}", "Accept": "application/json", "Content-Type": "application/json; charset=utf8",
                        "API-Version": "latest", "Consumer-Name": "Other People", "Consumer-Contact": "api@other.example",
                        "User-Agent": "Other People (api@other.example)"}

    def call(self, method, path, body=None, **query):
        sent = None if body is None else json.dumps(body).encode()
        return send(method, address(self.base, path, query), sent, self.headers)

    def get(self, path, **query):
        return self.call("GET", path, **query)

    def post(self, path, body=None, **query):
        return self.call("POST", path, body, **query)

    def put(self, path, body):
        return self.call("PUT", path, body)

    def delete(self, path, body=None):
        return self.call("DELETE", path, body)

    def pages(self, path, key, **query):
        """Every row of a list, page by page, as §1.4 tells clients to read it."""
        page, rows = 1, []
        while True:
            answer = self.get(path, page=page, **query)
            assert answer.status == 206, f"{path}: {answer}"
            rows += answer.json[key]
            if page >= answer.json["pages"]:
                return rows
            page += 1

    def make(self, kind, path, body):
        """A new object out of its wrapper; what is refused is an error here."""
        answer = self.post(path, body)
        assert answer.status in (200, 201), f"POST {path}: {answer}"
        return answer.json[kind]


class Webshipper:
    """webshipper-api §1.1–1.4: one host per account, JSON:API, a bearer token."""

    TYPE = "application/vnd.api+json"

    def __init__(self, base, token):
        self.base = base
        self.headers = {"Authorization": f"Bearer {token}", "Accept": self.TYPE}

    def call(self, method, path, document=None, query=None, headers=None):
        sent = None if document is None else json.dumps(document).encode()
        typed = {"Content-Type": self.TYPE} if sent is not None else {}
        return send(method, address(self.base, path, query), sent, {**self.headers, **typed, **(headers or {})})

    def get(self, path, query=None):
        return self.call("GET", path, query=query)

    def follow(self, link):
        """A link as it stands in an answer, which is absolute."""
        return send("GET", link, headers=self.headers)

    def create(self, kind, attributes, query=None, **relations):
        return self.call("POST", kind, {"data": {"type": kind, "attributes": attributes, **related(relations)}}, query)

    def patch(self, kind, identity, attributes, **relations):
        return self.call("PATCH", f"{kind}/{identity}",
                         {"data": {"id": identity, "type": kind, "attributes": attributes, **related(relations)}})

    def delete(self, kind, identity):
        return self.call("DELETE", f"{kind}/{identity}")

    def pages(self, path, query=None):
        """Every row of a list: until there is no next link."""
        answer, rows = self.get(path, query), []
        while True:
            assert answer.status == 200, f"{path}: {answer}"
            rows += answer.json["data"]
            following = answer.json.get("links", {}).get("next")
            if not following:
                return rows
            answer = self.follow(following)


def related(relations):
    """§1.4: {"data":{"type","id"}}, or an array of them for a relationship to many."""
    def linkage(target):
        return [linkage(one) for one in target] if isinstance(target, list) else {"type": target[0], "id": target[1]}
    return {"relationships": {name: {"data": linkage(target)} for name, target in relations.items()}} if relations else {}
