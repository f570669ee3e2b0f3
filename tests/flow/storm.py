# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""Bad weather between the program and a service: all that proxies, load balancers, lines and tired servers do to an exchange,
drawn from a seed."""
import collections
import json
import random
import threading
import time

import proxy

PAGE = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"
# What stands in the way answers by itself; the service never hears of it.
REFUSALS = {
    "page 500": (500, "Internal Server Error", [("Content-Type", "text/html")], PAGE),
    "page 502": (502, "Bad Gateway", [("Content-Type", "text/html")], PAGE),
    "empty 503": (503, "Service Unavailable", [("Retry-After", "1")], b""),
    "429": (429, "Too Many Requests", [("Content-Type", "application/json")], b'{"message":"Too Many Attempts."}'),
    "429 with a time": (429, "Too Many Requests", [("Retry-After", "1")], b""),
    "page 200": (200, "OK", [("Content-Type", "text/html")], PAGE),
}
NONSENSE = [b"", b"{", b"[]", b"{}", b"null", b'"ok"', b'{"data":null}', b'{"data":{}}', b'{"data":[{}]}', b'{"orders":{}}', b"\xff\xfe\x00\x01",
            b'{"pages":1e99,"orders":[[]]}', b'{"data":{"id":"0","type":"orders","attributes":[]}}']


class Storm:
    """Strikes reads and writes with the given likelihoods until it is over."""

    def __init__(self, seed, reads=0.05, writes=0.4, but=()):
        self.chance = random.Random(seed)
        self.likelihood = {False: reads, True: writes}
        self.over = False
        self.mutex = threading.Lock()
        self.struck = collections.Counter()
        self.answers = collections.deque(maxlen=60)
        self.locked_out = 0
        ways = [*((name, self.refuse, answer) for name, answer in REFUSALS.items()),
                ("reset before", self.reset_before, None), ("reset after", self.reset_after, None), ("swallowed", self.swallow, None),
                ("cut", self.cut, None), ("another's answer", self.mix_up, False), ("another's answer, not asked", self.mix_up, True),
                ("nonsense", self.talk_nonsense, False), ("nonsense, not asked", self.talk_nonsense, True), ("no HTTP", self.stammer, None),
                ("dripping", self.drip, None), ("delay", self.delay, None), ("late", self.late, None), ("500 after", self.fail_after, None),
                ("locked out", self.lock_out, None)]
        self.ways = [way for way in ways if way[0] not in but]

    def __str__(self):
        return ", ".join(f"{count}× {name}" for name, count in sorted(self.struck.items()))

    def draw(self, exchange):
        """What happens to the next exchange, None for nothing."""
        with self.mutex:
            if self.over:
                return None
            if self.locked_out > 0:
                self.locked_out -= 1
                return "401", self.refuse, (401, "Unauthorized", [("Content-Type", "application/json")], b'{"message":"Unauthenticated."}')
            return self.chance.choice(self.ways) if self.chance.random() < self.likelihood[exchange.writes] else None

    def trouble(self, link, exchange):
        way = self.draw(exchange)
        if way is None:
            link.forward(exchange)
            self.remember(exchange)
            link.send(exchange.whole_answer())
            return True
        with self.mutex:
            self.struck[("write: " if exchange.writes else "read: ") + way[0]] += 1
        return way[1](link, exchange, way[2])

    def remember(self, exchange):
        with self.mutex:
            self.answers.append(exchange)

    def between(self, low, high):
        with self.mutex:
            return self.chance.uniform(low, high)

    def forward(self, link, exchange):
        link.forward(exchange)
        self.remember(exchange)

    def refuse(self, link, exchange, answer):
        link.send(proxy.message(*answer))
        return True

    def reset_before(self, link, exchange, _):
        link.reset()
        return False

    def reset_after(self, link, exchange, _):
        self.forward(link, exchange)
        link.reset()
        return False

    def swallow(self, link, exchange, _):
        """The service did it, and the line goes dead for a while before it breaks."""
        self.forward(link, exchange)
        time.sleep(self.between(0.05, 0.5))
        link.reset()
        return False

    def late(self, link, exchange, _):
        """The program is told that the line broke; what it asked for is done afterwards all the same."""
        link.reset()
        time.sleep(self.between(0, 1.0))
        self.forward(link, exchange)
        return False

    def cut(self, link, exchange, _):
        self.forward(link, exchange)
        answer = exchange.whole_answer()
        link.send(answer[:int(self.between(1, len(answer) - 1))])
        link.close()
        return False

    def mix_up(self, link, exchange, unasked):
        """The answer to another request of late, or to a read when there was no other."""
        if not unasked:
            self.forward(link, exchange)
        with self.mutex:
            others = [other for other in self.answers if other is not exchange and other.method == exchange.method] or list(self.answers)
            other = self.chance.choice(others) if others else None
        link.send(other.whole_answer() if other else proxy.message(*REFUSALS["page 200"]))
        return True

    def talk_nonsense(self, link, exchange, unasked):
        if not unasked:
            self.forward(link, exchange)
        with self.mutex:
            body = self.chance.choice(NONSENSE)
            status = self.chance.choice([200, 200, 201, 206])
        link.send(proxy.message(status, "OK", [("Content-Type", "application/json")], body))
        return True

    def stammer(self, link, exchange, _):
        with self.mutex:
            junk = self.chance.randbytes(self.chance.randint(1, 400))
        link.send(junk)
        link.close()
        return False

    def fail_after(self, link, exchange, _):
        self.forward(link, exchange)
        link.send(proxy.message(*REFUSALS["page 500"]))
        return True

    def delay(self, link, exchange, _):
        self.forward(link, exchange)
        time.sleep(self.between(0, 0.3))
        link.send(exchange.whole_answer())
        return True

    def drip(self, link, exchange, _):
        self.forward(link, exchange)
        answer = exchange.whole_answer()
        for start in range(0, min(len(answer), 600), 60):
            link.send(answer[start:start + 60])
            time.sleep(0.005)
        link.send(answer[600:])
        return True

    def lock_out(self, link, exchange, _):
        """A key that is not accepted for a while, as while a company's plan is renewed."""
        with self.mutex:
            self.locked_out = self.chance.randint(0, 10)
        return self.refuse(link, exchange, (401, "Unauthorized", [("Content-Type", "application/json")], json.dumps({"message": "Unauthenticated."}).encode()))
