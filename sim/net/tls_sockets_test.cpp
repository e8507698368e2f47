#include <gmock/gmock.h>

#include "sim/net/layered_door.hpp"
#include "sim/net/network_bench.hpp"
#include "sim/net/sealing_socket.hpp"
#include "sim/record/words.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// An application that speaks TLS over a socket, as broker or program: what it is told is sealed.
class TlsPeer final : public SocketEvents {
public:
    explicit TlsPeer(const TlsSettings& settings) : engine(settings, Luck(99)) {}

    void say(std::string_view text) {
        engine.seal(as_bytes(text));
        flush();
    }
    void on_established() override {
        engine.start();
        flush();
    }
    void on_data(ByteView bytes) override {
        octets += bytes.size();
        engine.unseal(bytes);
        received += to_text(engine.take_plain());
        flush();
    }
    void on_fin() override { ended = "fin"; }
    void on_reset() override { ended = "reset"; }
    void flush() {
        if (const Bytes sealed = engine.take_sealed(); !sealed.empty()) socket->send(sealed);
    }

    TlsEngine engine;
    std::unique_ptr<Socket> socket;
    std::string received;
    std::string ended;
    std::size_t octets = 0;
};

/// A broker whose only listener has TLS.
class TlsServer final : public Server {
public:
    explicit TlsServer(TlsSettings settings) : settings_(std::move(settings)) {}
    void on_connect(std::unique_ptr<Incoming> incoming) override {
        peer = std::make_unique<TlsPeer>(settings_);
        peer->socket = incoming->accept(*peer);
    }
    std::unique_ptr<TlsPeer> peer;

private:
    TlsSettings settings_;
};

/// The pump behind 20 ms, and a broker that speaks TLS.
class TlsSockets : public testing::Test {
protected:
    TlsSockets() : broker(server_profile().settings) {}

    TlsProfile profile(TlsPart part) const {
        TlsProfile made;
        made.settings.part = part;
        made.settings.authority = certificates.authority();
        made.credentials = [this, part](CertificateKind kind) {
            return part == TlsPart::client ? certificates.client("pump", kind)
                                           : certificates.server({"127.9.0.9"}, kind);
        };
        return made;
    }
    TlsProfile server_profile() const {
        TlsProfile made = profile(TlsPart::server);
        made.settings.own = made.credentials(CertificateKind::valid);
        made.settings.demands_certificate = true;
        return made;
    }
    TlsSurroundings around() { return {world.timers, world.bench.recorder, world.bench.faults}; }

    /// The pump speaks plainly, and its TLS is spoken at the broker's end.
    void connect_terminated() {
        world.bench.network.serve(door);
        world.connect(1s);
    }
    /// The pump speaks TLS itself.
    void connect_sealed() {
        world.bench.network.serve(broker);
        world.bench.network.seal_device("pump");
        world.pump = std::make_unique<Peer>(world.timers);
        world.pump->socket = std::make_unique<SealingSocket>(
            around(), profile(TlsPart::client), Luck(3), world.bench.network, "pump", *world.pump);
        world.run_until(1s);
    }
    /// "client failed: why", "client established: TLSv1.3".
    std::vector<std::string> tls_story() const {
        std::vector<std::string> out;
        for (const Event& event : world.bench.recorder.events()) {
            const auto* seen = event.as<TlsSeen>();
            if (seen == nullptr) continue;
            out.push_back(std::string(word(seen->part)) + ' ' + std::string(word(seen->state)) +
                          (seen->detail.empty() ? "" : ": " + seen->detail));
        }
        return out;
    }

    Certificates certificates{Luck(7)};
    OneDevice world{link_with_delay(20ms)};
    TlsServer broker;
    LayeredDoor door{around(), Luck(5), broker, [this](const std::string&) {
                         return DoorPlan{std::nullopt, profile(TlsPart::client), std::nullopt};
                     }};
};

TEST_F(TlsSockets, CarryPlainOctetsAcrossTheNetworkAndSealedOnesToTheBroker) {
    connect_terminated();
    world.pump->send("up");
    world.run_until(2s);
    EXPECT_GT(broker.peer->octets, 100U);
    EXPECT_EQ(broker.peer->received, "up");
    broker.peer->say("down");
    world.run_until(3s);
    EXPECT_EQ(world.pump->received, "down");
    EXPECT_EQ(world.pump->heard, std::vector<std::string>{"40ms established"});
    EXPECT_THAT(tls_story(), ElementsAre("client established: TLSv1.3"));
}

TEST_F(TlsSockets, SayGoodbyeWhenTheDeviceCloses) {
    connect_terminated();
    world.pump->socket->finish();
    world.run_until(2s);
    EXPECT_TRUE(broker.peer->engine.peer_closed());
    EXPECT_EQ(broker.peer->ended, "fin");
}

TEST_F(TlsSockets, CloseWithoutGoodbyeIfAFaultWillHaveItSo) {
    connect_terminated();
    world.bench.install("tls_truncation", "pump");
    world.pump->socket->finish();
    world.run_until(2s);
    EXPECT_FALSE(broker.peer->engine.peer_closed());
    EXPECT_EQ(broker.peer->ended, "fin");
    EXPECT_THAT(world.bench.faults.never_hit(), ElementsAre());
}

TEST_F(TlsSockets, ResetWhatIsReset) {
    connect_terminated();
    world.pump->socket->reset();
    world.run_until(2s);
    EXPECT_EQ(broker.peer->ended, "reset");
    EXPECT_FALSE(broker.peer->engine.peer_closed());
}

TEST_F(TlsSockets, NoteABrokerThatEndsWithoutGoodbye) {
    connect_terminated();
    broker.peer->say("down");
    broker.peer->socket->finish();
    world.run_until(2s);
    EXPECT_THAT(tls_story(), ElementsAre("client established: TLSv1.3", "client truncated"));
    EXPECT_EQ(world.pump->heard, (std::vector<std::string>{"40ms established", "1.02s fin"}));
}

TEST_F(TlsSockets, TakeAnEndBeforeTheFirstWordForARefusal) {
    connect_terminated();
    broker.peer->socket->reset();
    world.run_until(2s);
    EXPECT_THAT(tls_story(),
                ElementsAre("client established: TLSv1.3",
                            "client failed: the peer ended the connection without an answer"));
    EXPECT_EQ(world.pump->heard.back(), "1.02s reset");
}

TEST_F(TlsSockets, PresentABadCertificateThatTheBrokerRefuses) {
    world.bench.install("tls_bad_certificate", "{device: pump, kind: expired}");
    connect_terminated();
    EXPECT_THAT(broker.peer->engine.problem(), HasSubstr("certificate has expired"));
    EXPECT_THAT(tls_story(),
                ElementsAre("client established: TLSv1.3",
                            "client failed: alert from the peer: certificate expired"));
    EXPECT_EQ(broker.peer->ended, "fin");
}

TEST_F(TlsSockets, InsistOnAVersion) {
    world.bench.install("tls_version", "{device: pump, version: 1.1}");
    connect_terminated();
    EXPECT_THAT(tls_story(), ElementsAre("client failed: alert from the peer: protocol version"));
    // A FIN has to wait for the end of TCP's own handshake.
    EXPECT_EQ(world.pump->heard.back(), "80ms fin");
}

TEST_F(TlsSockets, HangWhereAFaultStopsThem) {
    world.bench.install("tls_handshake_timeout", "pump");
    connect_terminated();
    world.pump->send("hello?");
    world.run_until(10s);
    EXPECT_GT(broker.peer->octets, 100U);
    EXPECT_EQ(broker.peer->engine.state(), TlsEngine::State::handshaking);
    EXPECT_EQ(world.pump->heard, std::vector<std::string>{"40ms established"});
    EXPECT_EQ(broker.peer->ended, "");
}

TEST_F(TlsSockets, SayNothingAtAllIfAFaultWillHaveItSo) {
    world.bench.install("tls_handshake_timeout", "{device: pump, after: nothing}");
    connect_terminated();
    EXPECT_EQ(broker.peer->octets, 0U);
}

TEST_F(TlsSockets, EndInTheMiddleOfAMessage) {
    world.bench.install("tls_handshake_cut", "pump");
    connect_terminated();
    EXPECT_GT(broker.peer->octets, 50U);
    EXPECT_EQ(broker.peer->engine.state(), TlsEngine::State::handshaking);
    EXPECT_EQ(broker.peer->ended, "reset");
    EXPECT_EQ(world.pump->heard.back(), "40ms reset");
    EXPECT_THAT(tls_story(), ElementsAre("client failed: broken off by a fault"));
}

TEST_F(TlsSockets, BreakOffWithAnAlert) {
    world.bench.install("tls_alert", "{device: pump, alert: access_denied}");
    connect_terminated();
    EXPECT_EQ(broker.peer->engine.problem(), "alert from the peer: access denied");
    EXPECT_EQ(broker.peer->ended, "fin");
}

TEST_F(TlsSockets, SealWhatTheDeviceSaysFromEndToEnd) {
    connect_sealed();
    // One way there and one way back for TCP, and another one for TLS.
    EXPECT_EQ(world.pump->heard, std::vector<std::string>{"80ms established"});
    world.pump->send("up");
    broker.peer->say("down");
    world.run_until(2s);
    EXPECT_EQ(broker.peer->received, "up");
    EXPECT_EQ(world.pump->received, "down");
    for (const std::string& line : world.bench.lines("pump")) {
        EXPECT_THAT(line, ::testing::Not(HasSubstr("\"kind\":\"packet\"")));
        EXPECT_THAT(line, ::testing::Not(HasSubstr("\"kind\":\"bytes\"")));
    }
}

TEST_F(TlsSockets, TellTheDeviceWhyItsHandshakeFailed) {
    class Listener final : public SocketEvents {
    public:
        void on_data(ByteView) override {}
        void on_fin() override {}
        void on_reset() override {}
        void on_failed(const std::string& why) override { problem = why; }
        std::string problem;
    } listener;
    world.bench.network.serve(broker);
    world.bench.install("tls_version", "{device: pump, version: 1.0}");
    const SealingSocket socket(around(), profile(TlsPart::client), Luck(3), world.bench.network,
                               "pump", listener);
    world.run_until(1s);
    EXPECT_EQ(listener.problem, "TLS: alert from the peer: protocol version");
}

TEST_F(TlsSockets, SpeakTlsToAProgramInTheBrokersPlace) {
    TlsPeer program(profile(TlsPart::client).settings);
    program.socket = std::make_unique<UnsealingSocket>(
        world.timers, tls_sessions(around(), "pump", profile(TlsPart::server), Luck(4)),
        world.bench.network, "pump", program);
    world.run_until(1s);
    program.say("plain in the network");
    world.run_until(2s);
    EXPECT_EQ(world.broker().received, "plain in the network");
    world.broker().send("and back");
    world.run_until(3s);
    EXPECT_EQ(program.received, "and back");
    EXPECT_THAT(tls_story(), ElementsAre("server established: TLSv1.3"));
}

TEST_F(TlsSockets, ShowAProgramABadCertificateOfTheBroker) {
    world.bench.install("tls_bad_certificate", "{device: pump, kind: self_signed, part: server}");
    TlsPeer program(profile(TlsPart::client).settings);
    program.socket = std::make_unique<UnsealingSocket>(
        world.timers, tls_sessions(around(), "pump", profile(TlsPart::server), Luck(4)),
        world.bench.network, "pump", program);
    world.run_until(1s);
    EXPECT_THAT(program.engine.problem(), HasSubstr("self-signed certificate"));
    EXPECT_THAT(tls_story(), ElementsAre(StartsWith("server failed: alert from the peer")));
    EXPECT_EQ(program.ended, "fin");
}

}  // namespace
}  // namespace breakwire::sim
