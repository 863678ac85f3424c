#!/usr/bin/env python3
"""Makes tests/vectors/events.hex, the bytes of a TensorBoard event file, or reads event files.

    python3 tools/event_vectors.py             (Debian: apt install python3-protobuf)
    python3 tools/event_vectors.py FILE ...    prints every event as a line of JSON; fails where a checksum is wrong

Messages are serialised by Google's protobuf from field numbers typed here a second time; the checksum is CRC-32C bit by bit from its polynomial.
Nothing is taken from src/Glia.Health/Curves.
"""
import json
import math
import struct
import sys
from pathlib import Path

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

OUT = Path(__file__).resolve().parent.parent / "tests" / "vectors" / "events.hex"
MESSAGES = {
    "Event": [("wall_time", 1, "double"), ("step", 2, "int64"), ("file_version", 3, "string"), ("summary", 5, "Summary"), ("session_log", 7, "SessionLog")],
    "Summary": [("value", 1, "*Value")],
    "Value": [("tag", 1, "string"), ("simple_value", 2, "?float"), ("histo", 5, "?Histogram")],
    "Histogram": [("min", 1, "double"), ("max", 2, "double"), ("num", 3, "double"), ("sum", 4, "double"), ("sum_squares", 5, "double"),
                  ("bucket_limit", 6, "*double"), ("bucket", 7, "*double")],
    "SessionLog": [("status", 1, "int32")],
}


def classes():
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="events", syntax="proto3")
    kinds = descriptor_pb2.FieldDescriptorProto
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            each = message.field.add(name=field, number=number, label=kinds.LABEL_REPEATED if kind[0] == "*" else kinds.LABEL_OPTIONAL)
            if kind[0] == "?":
                if not message.oneof_decl:
                    message.oneof_decl.add(name="chosen")
                each.oneof_index = 0
            kind = kind.lstrip("*?")
            if kind in MESSAGES:
                each.type, each.type_name = kinds.TYPE_MESSAGE, f".events.{kind}"
            else:
                each.type = getattr(kinds, f"TYPE_{kind.upper()}")
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {name: message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName(f"events.{name}")) for name in MESSAGES}


def masked(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def frame(data):
    length = struct.pack("<Q", len(data))
    return length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data))


def records(data):
    at = 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        body = data[at + 12:at + 12 + length]
        if struct.unpack_from("<I", data, at + 8)[0] != masked(data[at:at + 8]) or struct.unpack_from("<I", data, at + 12 + length)[0] != masked(body):
            raise SystemExit(f"wrong checksum in the record at byte {at}")
        yield body
        at += 16 + length


def histogram(kind, values):
    low, high = min(values), max(values)
    bins = 1 if low == high else 60
    counts = [0] * bins
    for value in values:
        counts[0 if low == high else min(bins - 1, math.floor((value - low) / (high - low) * bins))] += 1
    limits = [high] if low == high else [low + (high - low) * i / bins for i in range(1, bins)] + [high]
    return kind(min=low, max=high, num=len(values), sum=sum(values), sum_squares=sum(v * v for v in values), bucket_limit=limits, bucket=counts)


def sample(c):
    at = {"wall_time": 1700000000.5}
    value = c["Value"]
    yield c["Event"](file_version="brain.Event:2", **at)
    yield c["Event"](step=1, session_log=c["SessionLog"](status=1), **at)
    weights = value(tag="weights/1 dense.weights", histo=histogram(c["Histogram"], [-1.5, 0.0, 0.25, 0.25, 2.0]))
    yield c["Event"](step=1, summary=c["Summary"](value=[weights]), **at)
    yield c["Event"](step=1, summary=c["Summary"](value=[value(tag="gradients/1 dense.weights", histo=histogram(c["Histogram"], [0.0, 0.0]))]), **at)
    scalars = [value(tag="loss/train", simple_value=0.75), value(tag="accuracy/train", simple_value=0.0), value(tag="Größe/µ", simple_value=-3.5)]
    yield c["Event"](step=300, summary=c["Summary"](value=scalars), **at)


def main():
    c = classes()
    if len(sys.argv) > 1:
        for path in sys.argv[1:]:
            for record in records(Path(path).read_bytes()):
                print(json.dumps(json_format.MessageToDict(c["Event"].FromString(record), preserving_proto_field_name=True), ensure_ascii=False))
    else:
        OUT.write_text("".join(frame(event.SerializeToString(deterministic=True)).hex() + "\n" for event in sample(c)))


main()
