"""Sends one command to a MongoDB on 127.0.0.1 and prints the answer as JSON; exit code 1 when the server refuses it.
Plain connection and standard library only, since no client is installed. Read by servers.sh."""

import argparse
import base64
import hashlib
import hmac
import json
import secrets
import socket
import struct
import sys


def text(value):
    data = value.encode() + b"\0"
    return struct.pack("<i", len(data)) + data


def element(key, value):
    name = key.encode() + b"\0"
    if value is None:
        return b"\x0a" + name
    if isinstance(value, bool):
        return b"\x08" + name + bytes([value])
    if isinstance(value, int):
        short = -(2**31) <= value < 2**31
        return (b"\x10" if short else b"\x12") + name + struct.pack("<i" if short else "<q", value)
    if isinstance(value, float):
        return b"\x01" + name + struct.pack("<d", value)
    if isinstance(value, str):
        return b"\x02" + name + text(value)
    if isinstance(value, bytes):
        return b"\x05" + name + struct.pack("<ib", len(value), 0) + value
    if isinstance(value, dict):
        return b"\x03" + name + document(value)
    return b"\x04" + name + document({str(index): one for index, one in enumerate(value)})


def document(members):
    body = b"".join(element(key, value) for key, value in members.items())
    return struct.pack("<i", len(body) + 5) + body + b"\0"


def members(data, at=0):
    found, at = {}, at + 4
    while data[at]:
        kind, end = data[at], data.index(0, at + 1)
        key, at = data[at + 1 : end].decode(), end + 1
        size = {1: 8, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8}.get(kind)
        if size is None:
            size = struct.unpack_from("<i", data, at)[0] + {2: 4, 3: 0, 4: 0, 5: 5}[kind]
        raw, at = data[at : at + size], at + size
        if kind == 1:
            value = struct.unpack("<d", raw)[0]
        elif kind == 2:
            value = raw[4:-1].decode()
        elif kind == 3:
            value = members(raw)
        elif kind == 4:
            value = list(members(raw).values())
        elif kind == 5:
            value = raw[5:]
        elif kind == 7:
            value = raw.hex()
        elif kind == 8:
            value = raw[0] == 1
        elif kind == 10:
            value = None
        else:
            value = int.from_bytes(raw, "little", signed=True)
        found[key] = value
    return found


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)

    def receive(self, count):
        data = b""
        while len(data) < count:
            more = self.socket.recv(count - len(data))
            if not more:
                raise EOFError("the server closed the connection")
            data += more
        return data

    def command(self, database, command):
        body = bytes(5) + document({**command, "$db": database})
        self.socket.sendall(struct.pack("<iiii", 16 + len(body), 1, 0, 2013) + body)
        count = struct.unpack("<i", self.receive(4))[0]
        # Twelve more bytes of the head, four of flags, one that says "a document".
        return members(self.receive(count - 4), 17)

    def demand(self, database, command):
        answer = self.command(database, command)
        if answer.get("ok") != 1:
            sys.exit("mongo: " + str(answer.get("errmsg")))
        return answer

    def sign_in(self, user, password):
        """SCRAM-SHA-256, RFC 7677; users and passwords here need no escapes."""
        mine = secrets.token_hex(12)
        first = f"n={user},r={mine}"
        start = {"saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": b"n,," + first.encode()}
        answer = self.demand("admin", start)
        second = answer["payload"].decode()
        parts = dict(part.split("=", 1) for part in second.split(","))
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))
        key = hmac.digest(salted, b"Client Key", "sha256")
        last = "c=biws,r=" + parts["r"]
        signed = hmac.digest(hashlib.sha256(key).digest(), f"{first},{second},{last}".encode(), "sha256")
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signed))).decode()
        go_on = {"saslContinue": 1, "conversationId": answer["conversationId"]}
        answer = self.demand("admin", {**go_on, "payload": f"{last},p={proof}".encode()})
        if not answer["done"]:
            self.demand("admin", {**go_on, "payload": b""})


parser = argparse.ArgumentParser()
parser.add_argument("--user")
parser.add_argument("--password-file")
parser.add_argument("port", type=int)
parser.add_argument("database")
parser.add_argument("command", type=json.loads)
asked = parser.parse_args()
connection = Connection(asked.port)
if asked.user:
    with open(asked.password_file) as file:
        connection.sign_in(asked.user, file.read().strip())
answer = connection.command(asked.database, asked.command)
print(json.dumps(answer, default=lambda value: value.hex()))
sys.exit(0 if answer.get("ok") == 1 else 1)
