"""A board for tests: a console and a line that carries MQTT, both TCP connections that it makes.

Usage: toy_board.py CONSOLE DATA [FLAW]    where each line is HOST:PORT

It knows the commands `id NAME`, `connect`, `disconnect`, `reboot` and `crash`. FLAW is one of mute
(no boot line), nameless (it keeps its own name) and leaves (it ends when it is to connect).
"""

import select
import socket
import sys


def connection(where):
    host, port = where.rsplit(":", 1)
    made = socket.create_connection((host, int(port)), timeout=10)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.settimeout(None)
    return made


def text(value):
    return len(value).to_bytes(2, "big") + value.encode()


def packet(first, body):
    assert len(body) < 128
    return bytes([first, len(body)]) + body


def connect_packet(name):
    """Clean session, keep alive 30 s, a will. Source: MQTT 3.1.1 section 3.1."""
    will = text("plant/1/state") + text("dead")
    return packet(0x10, text("MQTT") + b"\x04\x06\x00\x1e" + text(name) + will)


class Board:
    def __init__(self, console, data, flaw):
        self.flaw = flaw
        self.console = connection(console)
        self.wire = connection(data)
        self.name = "toy"
        self.connected = False
        self.count = 0
        self.typed = b""

    def say(self, line):
        self.console.sendall(line.encode() + b"\n")

    def boot(self, cause):
        if self.flaw != "mute":
            self.say(f"*** toy 1.0.0 id={self.name} reset={cause}")
        self.say("ready")

    def again(self, cause):
        """Starts anew as the same process, on the same lines, with nothing remembered."""
        self.name, self.connected, self.typed = "toy", False, b""
        self.boot(cause)

    def obey(self, line):
        command, _, value = line.partition(" ")
        if command == "id":
            if self.flaw != "nameless":
                self.name = value
            self.say(f"OK id={self.name}")
        elif command == "connect":
            self.connect()
        elif command == "disconnect":
            self.wire.sendall(packet(0xE0, b""))
            self.connected = False
            self.say("OK disconnect")
        elif command == "reboot":
            self.say("OK reboot")
            self.again("soft")
        elif command == "crash":
            self.say("*** FAULT told to crash")
            self.again("fault")
        else:
            self.say(f"ERR {command}")

    def connect(self):
        if self.flaw == "leaves":
            sys.exit(7)
        self.say("OK connect")
        self.wire.sendall(connect_packet(self.name))

    def hear_broker(self, octets):
        if octets.startswith(b"\x20\x02"):
            self.connected = octets[3:4] == b"\x00"
            self.say("mqtt: connected" if self.connected else "mqtt: refused")

    def publish(self):
        self.count += 1
        self.wire.sendall(packet(0x30, text("plant/1/temperature") + str(self.count).encode()))

    def live(self):
        self.boot("power")
        while True:
            ready, _, _ = select.select([self.console, self.wire], [], [], 0.05)
            if self.wire in ready:
                octets = self.wire.recv(4096)
                if not octets:
                    return
                self.hear_broker(octets)
            if self.console in ready:
                self.typed += self.console.recv(4096)
                *commands, self.typed = self.typed.split(b"\n")
                for command in commands:
                    self.obey(command.decode().strip())
            if not ready and self.connected:
                self.publish()


if __name__ == "__main__":
    Board(sys.argv[1], sys.argv[2], "".join(sys.argv[3:])).live()
