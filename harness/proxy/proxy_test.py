#!/usr/bin/env python3
"""proxy_test.py BREAKWIRE: `breakwire proxy` between real sockets, led by its HTTP interface."""
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import unittest

PROGRAM = sys.argv.pop(1)
DEADLINE = 20  # seconds of real time, past which nothing will come any more

CONNECT = bytes.fromhex("100d 00044d515454 04 02 003c 0001 61".replace(" ", ""))
CONNACK = bytes.fromhex("20020000")
PINGREQ, PINGRESP = bytes.fromhex("c000"), bytes.fromhex("d000")


class Upstream:
    """A listening socket that hands over what connects."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(DEADLINE)
        self.port = self.listener.getsockname()[1]

    def accept(self):
        connection, _ = self.listener.accept()
        connection.settimeout(DEADLINE)
        return connection


class Proxy:
    """The program, and the two lines it begins with."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [PROGRAM, "proxy", "--control", "0", *arguments], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        self.ports = {}
        for line in self.process.stdout:
            if line.startswith("ready"):
                break
            name, rest = line.split(": ", 1)
            self.ports[name] = int(rest.split(" -> ")[0].rsplit(":", 1)[1])

    def ask(self, method, target, body=None):
        client = http.client.HTTPConnection("127.0.0.1", self.ports["control"], timeout=DEADLINE)
        client.request(method, target, json.dumps(body) if body is not None else None)
        answer = client.getresponse()
        text = answer.read()
        client.close()
        return answer.status, json.loads(text) if text else None

    def connect(self, name="proxy"):
        client = socket.create_connection(("127.0.0.1", self.ports[name]), timeout=DEADLINE)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        told = self.process.communicate(timeout=DEADLINE)
        return self.process.returncode, told


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def read_exactly(connection, size):
    octets = b""
    while len(octets) < size:
        more = connection.recv(size - len(octets))
        if not more:
            raise EOFError(octets)
        octets += more
    return octets


class ProxyCase(unittest.TestCase):
    def setUp(self):
        self.upstream = Upstream()
        self.proxy = Proxy("--listen", "0", "--upstream", str(self.upstream.port))
        self.addCleanup(self.end)

    def end(self):
        self.assertEqual(self.proxy.end()[0], 0)
        self.upstream.listener.close()

    def pair(self):
        client = self.proxy.connect()
        server = self.upstream.accept()
        self.addCleanup(client.close)
        self.addCleanup(server.close)
        return client, server

    def install(self, fault):
        status, answer = self.proxy.ask("POST", "/proxies/proxy/faults", fault)
        self.assertEqual(status, 201, answer)
        return answer["number"]


class Relaying(ProxyCase):
    def test_passes_octets_both_ways(self):
        client, server = self.pair()
        octets = os.urandom(1_000_000)
        sender = threading.Thread(target=client.sendall, args=(octets,))
        sender.start()
        self.assertEqual(read_exactly(server, len(octets)), octets)
        sender.join()
        server.sendall(b"answer")
        self.assertEqual(read_exactly(client, 6), b"answer")

    def test_lets_a_half_closed_client_hear_the_answer(self):
        client, server = self.pair()
        client.sendall(b"question")
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(read_exactly(server, 8), b"question")
        self.assertEqual(server.recv(1), b"")
        server.sendall(b"answer")
        self.assertEqual(read_exactly(client, 6), b"answer")

    def test_keeps_a_reset_a_reset(self):
        client, server = self.pair()
        client.sendall(b"a")
        read_exactly(server, 1)
        reset(client)
        with self.assertRaises(ConnectionResetError):
            server.recv(1)

    def test_resets_the_client_of_a_broker_that_refuses(self):
        self.upstream.listener.close()
        client = self.proxy.connect()
        with self.assertRaises(ConnectionResetError):
            client.recv(1)


class Faults(ProxyCase):
    def test_drop_the_packet_that_fits(self):
        number = self.install({"packet_drop": {"match": {"type": "pingreq", "nth": 2}}})
        client, server = self.pair()
        client.sendall(CONNECT + PINGREQ + PINGREQ + PINGREQ + b"\xe0\x00")
        self.assertEqual(read_exactly(server, len(CONNECT) + 6),
                         CONNECT + PINGREQ + PINGREQ + b"\xe0\x00")
        self.assertEqual(self.proxy.ask("GET", "/proxies/proxy/faults"),
                         (200, [{"number": number, "kind": "packet_drop", "hits": 1}]))

    def test_reset_an_idle_connection_at_once(self):
        client, server = self.pair()
        self.install({"rst": {}})
        for end in (client, server):
            with self.assertRaises(ConnectionResetError):
                end.recv(1)

    def test_let_a_healed_connection_go_on_with_nothing_lost(self):
        client, server = self.pair()
        number = self.install({"blackhole": {}})
        client.sendall(b"kept")
        server.settimeout(0.3)
        with self.assertRaises(socket.timeout):
            server.recv(1)
        server.settimeout(DEADLINE)
        self.assertEqual(self.proxy.ask("DELETE", f"/proxies/proxy/faults/{number}")[0], 204)
        self.assertEqual(read_exactly(server, 4), b"kept")

    def test_heal_by_themselves(self):
        client, server = self.pair()
        self.install({"link_down": {}, "for": "100ms"})
        client.sendall(b"late")
        self.assertEqual(read_exactly(server, 4), b"late")
        self.assertEqual(self.proxy.ask("GET", "/proxies/proxy/faults")[1], [])

    def test_are_refused_with_the_places_of_all_mistakes(self):
        status, answer = self.proxy.ask("POST", "/proxies/proxy/faults",
                                        {"packet_drop": {"match": {"type": "ping", "nth": 0}}})
        self.assertEqual(status, 400)
        self.assertEqual(len(answer["mistakes"]), 1, answer)
        self.assertRegex(answer["mistakes"][0], r"^body:1:\d+: error: .*ping")
        status, answer = self.proxy.ask("POST", "/proxies/proxy/faults", {"kill": {}})
        self.assertIn("takes a broker that Breakwire has started", answer["mistakes"][0])


class Controlling(ProxyCase):
    def test_adds_and_removes_proxies(self):
        status, made = self.proxy.ask("POST", "/proxies", {
            "name": "second", "listen": 0, "upstream": self.upstream.port, "link": {"delay": "1ms"}})
        self.assertEqual(status, 201, made)
        self.proxy.ports["second"] = int(made["listen"].rsplit(":", 1)[1])
        client = self.proxy.connect("second")
        server = self.upstream.accept()
        client.sendall(b"a")
        self.assertEqual(read_exactly(server, 1), b"a")
        self.assertEqual(set(self.proxy.ask("GET", "/proxies")[1]), {"proxy", "second"})
        self.assertEqual(self.proxy.ask("DELETE", "/proxies/second")[0], 204)
        with self.assertRaises(ConnectionResetError):
            client.recv(1)
        server.close()
        with self.assertRaises(ConnectionRefusedError):
            self.proxy.connect("second")

    def test_takes_a_proxy_down_and_up(self):
        client, server = self.pair()
        self.assertEqual(self.proxy.ask("POST", "/proxies/proxy", {"enabled": False})[0], 200)
        with self.assertRaises(ConnectionResetError):
            client.recv(1)
        with self.assertRaises(ConnectionRefusedError):
            self.proxy.connect()
        self.assertEqual(self.proxy.ask("POST", "/reset")[0], 204)
        self.pair()

    def test_says_what_is_wrong(self):
        for method, target, status in (("GET", "/nowhere", 404), ("GET", "/proxies/none", 404),
                                       ("PUT", "/proxies", 405), ("POST", "/proxies/proxy", 400),
                                       ("DELETE", "/proxies/proxy/faults/77", 404)):
            self.assertEqual(self.proxy.ask(method, target)[0], status, target)
        body = {"name": "proxy", "listen": 0, "upstream": 1}
        self.assertEqual(self.proxy.ask("POST", "/proxies", body)[0], 409)


class Files(unittest.TestCase):
    def test_are_read_again_and_change_only_what_has_changed(self):
        upstream = Upstream()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "wires.yaml")

            def write(*lines):
                with open(path, "w", encoding="utf-8") as out:
                    out.write("proxies:\n" + "".join(f"  {line}\n" for line in lines))

            stays = f"stays: {{listen: 0, upstream: {upstream.port}}}"
            write(stays, f"goes: {{listen: 0, upstream: {upstream.port}}}")
            proxy = Proxy(path)
            client = proxy.connect("stays")
            server = upstream.accept()
            write(stays, "wrong: {}")
            proxy.process.send_signal(signal.SIGHUP)
            self.assertIn("wires.yaml:3:10: error", proxy.process.stderr.readline())
            write(stays, f"comes: {{listen: 0, upstream: {upstream.port}}}")
            proxy.process.send_signal(signal.SIGHUP)
            self.assertTrue(proxy.process.stdout.readline().startswith("comes: "))
            self.assertEqual(set(proxy.ask("GET", "/proxies")[1]), {"stays", "comes"})
            client.sendall(b"still here")
            self.assertEqual(read_exactly(server, 10), b"still here")
            client.close()
            server.close()
            self.assertEqual(proxy.end()[0], 0)


class Brokers(unittest.TestCase):
    def test_are_reached_through_it(self):
        mosquitto = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if mosquitto is None:
            self.skipTest("mosquitto is not installed")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        broker = subprocess.Popen([mosquitto, "-p", str(port)], stderr=subprocess.PIPE, text=True)
        self.addCleanup(broker.stderr.close)
        for line in broker.stderr:
            if line.rstrip().endswith("running"):
                break
        proxy = Proxy("--listen", "0", "--upstream", str(port),
                      "--fault", "{packet_delay: {match: {type: connack}, by: 50ms}}")
        with proxy.connect() as client:
            client.sendall(CONNECT)
            self.assertEqual(read_exactly(client, 4), CONNACK)
            client.sendall(PINGREQ)
            self.assertEqual(read_exactly(client, 2), PINGRESP)
        self.assertEqual(proxy.ask("GET", "/proxies/proxy/faults")[1][0]["hits"], 1)
        self.assertEqual(proxy.end()[0], 0)
        broker.terminate()
        broker.wait(DEADLINE)


class Tls(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.authority = os.path.join(folder.name, "authority.pem")
        self.upstream = Upstream()
        self.addCleanup(self.upstream.listener.close)
        file = os.path.join(folder.name, "proxies.yaml")
        with open(file, "w", encoding="utf-8") as out:
            out.write("proxies: {plant: {listen: 0, upstream: %d, tls: {authority: %s}}}"
                      % (self.upstream.port, self.authority))
        self.proxy = Proxy(file)
        self.addCleanup(self.proxy.end)

    def connect(self):
        context = ssl.create_default_context(cafile=self.authority)
        return context.wrap_socket(self.proxy.connect("plant"), server_hostname="127.0.0.1")

    def test_ends_in_the_proxy(self):
        with self.connect() as client:
            client.sendall(CONNECT)
            with self.upstream.accept() as broker:
                self.assertEqual(read_exactly(broker, len(CONNECT)), CONNECT)
                broker.sendall(CONNACK)
                self.assertEqual(read_exactly(client, len(CONNACK)), CONNACK)

    def test_shows_a_bad_certificate_on_request(self):
        fault = {"tls_bad_certificate": {"kind": "expired", "part": "server"}}
        self.assertEqual(self.proxy.ask("POST", "/proxies/plant/faults", fault)[0], 201)
        with self.assertRaisesRegex(ssl.SSLCertVerificationError, "expired"):
            self.connect()


class CommandLine(unittest.TestCase):
    def run_with(self, *arguments):
        return subprocess.run([PROGRAM, "proxy", *arguments], capture_output=True, text=True,
                              timeout=DEADLINE, check=False)

    def test_wants_a_file_or_two_addresses(self):
        self.assertEqual(self.run_with("--listen", "0").returncode, 2)
        self.assertEqual(self.run_with("/no/such/file.yaml").returncode, 2)

    def test_tells_mistakes_in_faults(self):
        told = self.run_with("--listen", "0", "--upstream", "1", "--fault", "{rts: {}}")
        self.assertEqual(told.returncode, 2)
        self.assertIn("--fault:1:2: error: unknown fault 'rts'; did you mean 'rst'", told.stderr)

    def test_says_that_an_address_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            told = self.run_with("--listen", str(taken.getsockname()[1]), "--upstream", "1")
        self.assertEqual(told.returncode, 3)
        self.assertIn("cannot listen at 127.0.0.1", told.stderr)


if __name__ == "__main__":
    unittest.main()
