"""Reads a PNG of eight bits a channel, in plain Python: slowly, and enough for a few pictures."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from dataclasses import dataclass

Colour = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Pixels:
    width: int
    height: int
    rows: tuple[bytes, ...]
    """Red, green, blue, opacity, and so on."""

    @classmethod
    def of(cls, png: bytes) -> Pixels:
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        width, height, bits, kind, *_ = struct.unpack_from(">IIBBBBB", png, 16)
        assert (bits, kind) == (8, 6), "eight bits each of red, green, blue and opacity"
        packed, at = b"", 8
        while at < len(png):
            long, tag = struct.unpack_from(">I4s", png, at)
            packed += png[at + 8 : at + 8 + long] if tag == b"IDAT" else b""
            at += 12 + long
        return cls(width, height, _unfiltered(zlib.decompress(packed), width * 4))

    def at(self, x: int, y: int) -> Colour:
        red, green, blue, opacity = self.rows[y][4 * x : 4 * x + 4]
        return red, green, blue, opacity

    def colours(self) -> Counter[Colour]:
        every = b"".join(self.rows)
        return Counter(struct.iter_unpack("4B", every))


def _unfiltered(raw: bytes, long: int) -> tuple[bytes, ...]:
    rows: list[bytes] = []
    above = bytes(long)
    for start in range(0, len(raw), long + 1):
        row = bytearray(raw[start + 1 : start + 1 + long])
        kind = raw[start]
        for index in range(long) if kind else ():
            left = row[index - 4] if index >= 4 else 0
            corner = above[index - 4] if index >= 4 else 0
            guess = _guess(kind, left, above[index], corner)
            row[index] = (row[index] + guess) & 0xFF
        above = bytes(row)
        rows.append(above)
    return tuple(rows)


def _guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    near = left + up - corner
    return min((left, up, corner), key=lambda one: abs(near - one))
