#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes every input.bin in this folder. Encodes the wire format by hand, so that wrong and old shapes can be written
as well as right ones. Run it after a change here; expected.txt is checked by reading."""
import base64
import pathlib
import struct

HERE = pathlib.Path(__file__).parent


def varint(n):
    n &= (1 << 64) - 1
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def v(field, n):
    return varint(field << 3) + varint(n)


def f64(field, n):
    return varint(field << 3 | 1) + struct.pack("<Q", n)


def dbl(field, x):
    return varint(field << 3 | 1) + struct.pack("<d", x)


def f32(field, n):
    return varint(field << 3 | 5) + struct.pack("<I", n)


def s(field, content):
    if isinstance(content, str):
        content = content.encode()
    return varint(field << 3 | 2) + varint(len(content)) + content


def text(x):
    return s(1, x)


def integer(n):
    return v(3, n)


def kv(key, value):
    return s(1, key) + s(2, value)


def be32(message):
    return struct.pack(">I", len(message)) + message


def delimited(message):
    return varint(len(message)) + message


T1 = bytes.fromhex("0af7651916cd43dd8448eb211c80319c")
T2 = bytes.fromhex("4bf92f3577b34da6a3ce929d0e0e4736")
S1 = bytes.fromhex("b7ad6b7169203331")
S2 = bytes.fromhex("00f067aa0ba902b7")
START = 1767225600000000000


def span(trace=T1, id=S1, name="work", start=START, end=START + 1000, extra=b""):
    out = b""
    if trace is not None:
        out += s(1, trace)
    if id is not None:
        out += s(2, id)
    return out + s(5, name) + f64(7, start) + f64(8, end) + extra


RESOURCE = s(1, kv("service.name", text("checkout")))
SCOPE = s(1, "demo.http") + s(2, "0.1.0")


def group(records, resource=RESOURCE, scope=SCOPE, tail=b"", scope_tail=b"", children=2):
    return s(1, s(1, resource) + s(children, s(1, scope) + b"".join(s(2, r) for r in records) + scope_tail) + tail)


def every_field():
    values = [
        kv("text", text("päge")),
        kv("empty text", text("")),
        kv("yes", v(2, 1)),
        kv("no", v(2, 0)),
        kv("small", integer(7)),
        kv("large", integer(1 << 62)),
        kv("negative", integer(-1)),
        kv("double", dbl(4, 1.5)),
        kv("nan", dbl(4, float("nan"))),
        kv("bytes", s(7, b"\x00\xff\x10")),
        kv("list", s(5, s(1, integer(1)) + s(1, text("two")) + s(1, b""))),
        kv("map", s(6, s(1, kv("a", integer(1))) + s(1, kv("b", s(5, b""))))),
        kv("empty list", s(5, b"")),
        kv("nothing", b""),
        s(1, "no value"),
        s(2, text("no key")),
        kv("twice", integer(1)),
        kv("twice", text("two")),
    ]
    attributes = b"".join(s(9, x) for x in values)
    events = s(11, f64(1, START + 10) + s(2, "exception") + s(3, kv("exception.type", text("E"))) + v(4, 2))
    events += s(11, f64(1, START + 20) + s(2, "plain"))
    links = s(13, s(1, T2) + s(2, S2) + s(3, "vendor=1") + s(4, kv("why", text("batch"))) + v(5, 1) + f32(6, 0x301))
    one = s(1, T1) + s(2, S1) + s(3, "a=b,c=d") + s(4, S2) + s(5, "GET /cart/{id}") + v(6, 2)
    one += f64(7, START) + f64(8, START + 125000250) + attributes + v(10, 3) + events + v(12, 4) + links + v(14, 5)
    one += s(15, s(2, "cart 7 not found") + v(3, 2)) + f32(16, 0x101)
    resource = RESOURCE + s(1, kv("host.id", text("h1"))) + v(2, 9) + s(3, s(2, "service") + s(3, "service.name"))
    scope = SCOPE + s(3, kv("scope.key", integer(5))) + v(4, 6)
    return group([one, span(id=S2, name="")], resource, scope, s(3, "https://resource/1"), s(3, "https://scope/1"))


def logs():
    one = f64(1, START) + v(2, 17) + s(3, "ERROR") + s(5, text("lookup failed")) + s(6, kv("k", integer(1))) + v(7, 2)
    one += f32(8, 1) + s(9, T1) + s(10, S1) + f64(11, START + 1) + s(12, "cart.missing")
    body = s(6, s(1, kv("deep", s(5, s(1, integer(1))))))
    return group([one, s(5, body) + f64(11, START + 2), f64(1, START + 3) + s(4, "old name")])


def metrics():
    point = f64(3, START)
    return group([
        s(1, "cpu") + s(2, "d") + s(3, "s") + s(5, s(1, point + dbl(4, 1.0)) + s(1, point)),
        s(1, "requests") + s(7, s(1, point) + v(2, 2) + v(3, 1)),
        s(1, "latency") + s(9, s(1, point + f64(4, 3)) + v(2, 2)),
        s(1, "exp") + s(10, s(1, point + f64(4, 3))),
        s(1, "sum") + s(11, s(1, point) + s(1, point) + s(1, point)),
        s(1, "old ints") + s(4, s(1, point)),
    ])


def profiles():
    return s(1, s(1, RESOURCE) + s(2, s(1, SCOPE) + s(2, s(1, b"\x08\x01") + s(2, b"\x10\x01") + f64(3, START)))) + s(2, s(1, b""))


NAIVE_TRACE = base64.b64decode("0af7651916cd43dd8448eb211c80319c")   # hexadecimal text taken for base64: 24 bytes
NAIVE_SPAN = base64.b64decode("b7ad6b7169203331")

CASES = {
    "every-field": every_field(),
    "logs": logs(),
    "metrics": metrics(),
    "profiles": profiles(),
    "mixed-big-endian": be32(group([span()])) + be32(logs()) + be32(metrics()) + be32(b"") + be32(group([span(id=S2)])),
    "delimited": delimited(group([span()])) + delimited(group([span(id=S2)])) + delimited(logs()),
    "concatenated": group([span()]) + group([span(id=S2)]) + logs(),
    "line-feeds": group([span()]) + b"\n" + group([span(id=S2)]) + b"\n",
    "legacy": group([span(name="in field 1000")], children=1000)
    + s(1, s(1, RESOURCE) + s(2, s(2, span(name="new"))) + s(1000, s(2, span(name="copy"))))
    + group([span(name="old status", extra=s(15, v(1, 3) + s(2, "why"))), span(name="both", extra=s(15, v(1, 3) + v(3, 1)))]),
    "odd-ids": group([
        span(trace=T1[:8], name="8 byte trace id"),
        span(trace=NAIVE_TRACE, id=NAIVE_SPAN, name="hex taken for base64"),
        span(trace=b"abc", id=b"abcde", name="short", extra=s(4, b"xyz")),
        span(trace=None, id=None, name="none"),
        span(trace=bytes(16), id=bytes(8), name="zero"),
        span(trace=bytes(5), id=bytes(3), name="short zero"),
        span(name="zero parent", extra=s(4, bytes(8))),
        span(name="odd link", extra=s(13, s(1, b"abc") + s(2, b""))),
    ]),
    "odd-times": group([
        span(name="unfinished", end=0),
        span(name="end before start", end=START - 1),
        span(name="no time", start=0, end=0),
        span(name="milliseconds", start=1767225600000, end=1767225600001),
        span(name="far future", end=(1 << 64) - 1),
    ]),
    "odd-numbers": group([
        span(name="unknown kind", extra=v(6, 77)),
        span(name="negative kind", extra=v(6, -3)),
        span(name="unknown status", extra=s(15, v(3, 9))),
        span(name="negative counts", extra=v(10, -1)),
        span(name="all flags", extra=f32(16, 0xFFFFFFFF)),
    ]),
    "damaged-spans": group([
        span(name="before"),
        span(name="x")[:-1],
        b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        span(name="bad attribute", extra=s(9, s(1, "k") + b"\x12\x7f")),
        span(name="bad value", extra=s(9, kv("k", b"\x0a\x05ab"))),
        b"\x07",
        span(name="after"),
    ]),
    "damaged-lengths": s(1, s(1, RESOURCE) + s(2, s(1, SCOPE) + s(2, span(name="before")) + b"\x12\x7f" + span(name="lost")))
    + group([span(name="next group")]),
    "invalid-utf8": group([span(name=b"a\xff\xc3(b", extra=s(9, kv(b"k\xfe", text(b"\xed\xa0\x80"))))],
                          resource=s(1, kv("service.name", text(b"\x80")))),
    "unknown-fields": s(1, s(1, RESOURCE + v(77, 1)) + s(2, s(1, SCOPE + s(9, "x")) + s(2, span(
        extra=v(99, 5) + f64(100, 1) + f32(101, 1) + s(102, "zz")
        + varint(103 << 3 | 3) + v(1, 1) + varint(104 << 3 | 3) + varint(104 << 3 | 4) + varint(103 << 3 | 4)
        + v(7, 3) + s(9, kv("k", text("v")) + v(3, 1)) + s(9, s(1, "odd") + s(2, text("lost") + integer(4)))))) + f32(44, 1)) + v(88, 1),
    "not-canonical": group([span(extra=s(9, kv("padded", b"\x18\x81\x80\x00"))
                                 + s(9, kv("long length", b"\x0a\x82\x00ab"))
                                 + s(9, kv("bool 2", b"\x10\x02"))
                                 + s(9, s(2, text("value first")) + s(1, "key last"))
                                 + s(9, kv("strindex", v(8, 3)))
                                 + s(9, kv("nested", s(5, s(1, b"\x18\x81\x80\x00")))))]),
    "head-last": s(1, s(2, s(2, span()) + s(3, "https://scope/1") + s(1, SCOPE)) + s(3, "https://resource/1") + s(1, RESOURCE)),
    "split-head": s(1, s(1, RESOURCE) + s(2, s(1, s(1, "name")) + s(2, span()) + s(1, s(2, "version")))
                    + s(1, s(1, kv("host.id", text("h1"))))),
    "empty-parts": s(1, b"") + s(1, s(1, b"")) + s(1, s(2, b"")) + s(1, s(2, s(2, b""))) + s(1, s(2, s(2, span()))),
    "unfinished": group([span(), span(id=S2), span(name="cut")])[:-40],
    "unfinished-big-endian": be32(group([span()])) + be32(group([span(id=S2), span(name="cut")]))[:-50],
    "absurd-length": be32(group([span()])) + b"\x7f\xff\xff\xff" + group([span(id=S2)]),
    "not-protobuf-after": group([span()]) + group([span(id=S2)]) + b"\x07\x07 and then text",
}

for name, content in CASES.items():
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    (folder / "input.bin").write_bytes(content)
