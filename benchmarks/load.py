"""A load generator on bare sockets: closed loop for how much, open loop for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from time import perf_counter

CONNECTIONS = 32


class Wrong(Exception):
    """The server did not do what was asked."""


class Connection:
    """One kept-alive connection, for one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def send(self, request: bytes) -> None:
        """Raises Wrong for anything but a 200 without a body: a body would refuse the answer."""
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200") or b"content-length: 0\r\n" not in head:
            raise Wrong(head.decode())

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


async def as_many_as_go(port: int, requests: Iterator[bytes], seconds: float) -> tuple[int, float]:
    """Every connection sends as soon as it has its answer. How many were answered, and in what time."""
    connections = [await Connection.open(port) for _ in range(CONNECTIONS)]
    ready = [next(requests) for _ in range(CONNECTIONS)]
    began = perf_counter()
    done = 0

    async def work(connection: Connection) -> None:
        nonlocal done
        while perf_counter() - began < seconds:
            await connection.send(ready.pop() if ready else next(requests))
            done += 1

    await asyncio.gather(*map(work, connections))
    took = perf_counter() - began
    await asyncio.gather(*(connection.close() for connection in connections))
    return done, took


async def at_a_rate(
    port: int, requests: Iterator[bytes], seconds: float, per_second: float
) -> list[float]:
    """Seconds from the moment each request was to be sent to its answer, however many are in the air."""
    idle = [await Connection.open(port) for _ in range(CONNECTIONS)]
    ready = [next(requests) for _ in range(int(seconds * per_second))]
    began = perf_counter()
    waits: list[float] = []

    async def one(request: bytes, due: float) -> None:
        connection = idle.pop() if idle else await Connection.open(port)
        await connection.send(request)
        waits.append(perf_counter() - due)
        idle.append(connection)

    async with asyncio.TaskGroup() as group:
        for number, request in enumerate(ready):
            due = began + number / per_second
            await asyncio.sleep(max(0.0, due - perf_counter()))
            group.create_task(one(request, due))
    await asyncio.gather(*(connection.close() for connection in idle))
    return waits
