"""A slow line for tests: a proxy of so many bytes a second and so many seconds to the other end.

Each way has its own. What is sent is taken at once, however much it is, and then waits: routers and
modems queue for seconds before they drop anything.
"""

import contextlib
import heapq
import itertools
import selectors
import socket
import threading
import time

_PIECE = 1400  # bytes, as in a packet


class Line:
    """Connections to a free port of this machine are carried to another one of it."""

    def __init__(self, port, *, rate, delay):
        self._to, self._rate, self._delay = port, rate, delay
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listening, selectors.EVENT_READ)
        self._under_way = []  # (when it arrives, order, where to, bytes)
        self._order = itertools.count()
        self._free_at = {}  # when the line to a socket has carried all
        self._other = {}
        self._stopping = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping = True
        self._thread.join(5)
        for each in [self._listening, *self._other]:
            each.close()
        self._selector.close()

    def _run(self):
        while not self._stopping:
            due = self._under_way[0][0] - time.monotonic() if self._under_way else 0.05
            for key, _ in self._selector.select(min(0.05, max(0.0, due))):
                if key.fileobj is self._listening:
                    self._connect()
                else:
                    self._take(key.fileobj)
            while self._under_way and self._under_way[0][0] <= time.monotonic():
                *_, to, data = heapq.heappop(self._under_way)
                self._give(to, data)

    def _connect(self):
        near, _ = self._listening.accept()
        far = socket.create_connection(("127.0.0.1", self._to))
        for one, other in ((near, far), (far, near)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._other[one] = other
            self._free_at[one] = 0.0
            self._selector.register(one, selectors.EVENT_READ)

    def _take(self, end):
        data = b""
        with contextlib.suppress(OSError):
            data = end.recv(_PIECE)
        if not data:
            self._selector.unregister(end)
        other = self._other[end]
        free_at = max(time.monotonic(), self._free_at[other]) + len(data) / self._rate
        self._free_at[other] = free_at
        heapq.heappush(self._under_way, (free_at + self._delay, next(self._order), other, data))

    @staticmethod
    def _give(to, data):
        with contextlib.suppress(OSError):
            if data:
                to.sendall(data)
            else:
                to.shutdown(socket.SHUT_WR)
