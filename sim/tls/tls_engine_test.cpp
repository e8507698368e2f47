#include "sim/tls/tls_engine.hpp"

#include <gmock/gmock.h>

#include "sim/tls/value_types.hpp"

namespace breakwire::sim {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Two ends that hand each other what they say.
class TlsEngines : public testing::Test {
protected:
    TlsSettings client_settings(CertificateKind kind = CertificateKind::valid) const {
        TlsSettings settings;
        settings.part = TlsPart::client;
        settings.own = certificates.client("pump", kind);
        settings.authority = certificates.authority();
        settings.host = "127.64.0.1";
        return settings;
    }
    TlsSettings server_settings(CertificateKind kind = CertificateKind::valid) const {
        TlsSettings settings;
        settings.part = TlsPart::server;
        settings.own = certificates.server({"broker.example", "127.64.0.1"}, kind);
        settings.authority = certificates.authority();
        return settings;
    }
    void join(const TlsSettings& client_side, const TlsSettings& server_side) {
        client = std::make_unique<TlsEngine>(client_side, Luck(1));
        server = std::make_unique<TlsEngine>(server_side, Luck(2));
        client->start();
        server->start();
        exchange();
    }
    void exchange() {
        for (int quiet = 0; quiet < 2;) {
            const Bytes up = client->take_sealed();
            const Bytes down = server->take_sealed();
            wire.insert(wire.end(), up.begin(), up.end());
            wire.insert(wire.end(), down.begin(), down.end());
            if (!up.empty()) server->unseal(up);
            if (!down.empty()) client->unseal(down);
            quiet = up.empty() && down.empty() ? quiet + 1 : 0;
        }
    }

    Certificates certificates{Luck(7)};
    std::unique_ptr<TlsEngine> client;
    std::unique_ptr<TlsEngine> server;
    Bytes wire;
};

TEST_F(TlsEngines, CarryWhatEachSaysToTheOther) {
    join(client_settings(), server_settings());
    ASSERT_EQ(client->state(), TlsEngine::State::open) << client->problem();
    ASSERT_EQ(server->state(), TlsEngine::State::open) << server->problem();
    EXPECT_EQ(client->version(), "TLSv1.3");
    client->seal(as_bytes("up"));
    server->seal(as_bytes("down"));
    exchange();
    EXPECT_EQ(to_text(server->take_plain()), "up");
    EXPECT_EQ(to_text(client->take_plain()), "down");
}

TEST_F(TlsEngines, KeepWhatIsSaidUntilTheHandshakeIsOver) {
    client = std::make_unique<TlsEngine>(client_settings(), Luck(1));
    server = std::make_unique<TlsEngine>(server_settings(), Luck(2));
    client->seal(as_bytes("early"));
    exchange();
    EXPECT_EQ(to_text(server->take_plain()), "early");
}

TEST_F(TlsEngines, SayTheSameOctetsAgainWithTheSameLuck) {
    join(client_settings(), server_settings());
    const Bytes first = std::exchange(wire, {});
    join(client_settings(), server_settings());
    EXPECT_EQ(to_hex(first), to_hex(wire));
}

TEST_F(TlsEngines, TellTheirPeerThatTheyClose) {
    join(client_settings(), server_settings());
    EXPECT_FALSE(server->peer_closed());
    client->close();
    exchange();
    EXPECT_TRUE(server->peer_closed());
    EXPECT_EQ(server->state(), TlsEngine::State::open);
}

TEST_F(TlsEngines, AgreeOnAVersionThatBothSpeak) {
    TlsSettings old = client_settings();
    old.highest = TlsVersion::v1_2;
    join(old, server_settings());
    EXPECT_EQ(client->version(), "TLSv1.2");
}

TEST_F(TlsEngines, FailWithoutACommonVersion) {
    TlsSettings old = client_settings();
    old.lowest = old.highest = TlsVersion::v1_1;
    join(old, server_settings());
    EXPECT_EQ(server->state(), TlsEngine::State::failed);
    EXPECT_EQ(client->problem(), "alert from the peer: protocol version");
}

TEST_F(TlsEngines, RefuseOctetsThatAreNoTls) {
    server = std::make_unique<TlsEngine>(server_settings(), Luck(2));
    server->unseal(as_bytes("GET / HTTP/1.1\r\n"));
    EXPECT_EQ(server->state(), TlsEngine::State::failed);
    EXPECT_FALSE(server->problem().empty());
}

struct BadCertificate {
    CertificateKind kind;
    const char* problem;  ///< as the peer sees it
};
class BadServers : public TlsEngines, public testing::WithParamInterface<BadCertificate> {};
class BadClients : public TlsEngines, public testing::WithParamInterface<BadCertificate> {};

std::string name_of(const testing::TestParamInfo<BadCertificate>& tested) {
    return ValueType<CertificateKind>::text(tested.param.kind);
}

TEST_P(BadServers, AreRefused) {
    join(client_settings(), server_settings(GetParam().kind));
    EXPECT_THAT(client->problem(), HasSubstr(GetParam().problem));
    EXPECT_THAT(server->problem(), StartsWith("alert from the peer"));
}

TEST_P(BadClients, AreRefused) {
    TlsSettings demanding = server_settings();
    demanding.demands_certificate = true;
    join(client_settings(GetParam().kind), demanding);
    EXPECT_THAT(server->problem(), HasSubstr(GetParam().problem));
    EXPECT_THAT(client->problem(), StartsWith("alert from the peer"));
}

constexpr BadCertificate of_both[] = {
    {CertificateKind::expired, "expired"},
    {CertificateKind::not_yet_valid, "not yet valid"},
    {CertificateKind::unknown_ca, "unable to get local issuer"},
    {CertificateKind::self_signed, "self-signed"},
    {CertificateKind::wrong_usage, "unsuitable certificate purpose"}};
constexpr BadCertificate wrong_host{CertificateKind::wrong_host, "IP address mismatch"};
constexpr BadCertificate none{CertificateKind::none, "did not return a certificate"};

INSTANTIATE_TEST_SUITE_P(Tls, BadServers, testing::ValuesIn(of_both), name_of);
INSTANTIATE_TEST_SUITE_P(TlsHost, BadServers, testing::Values(wrong_host), name_of);
INSTANTIATE_TEST_SUITE_P(Tls, BadClients, testing::ValuesIn(of_both), name_of);
INSTANTIATE_TEST_SUITE_P(TlsNothing, BadClients, testing::Values(none), name_of);

TEST_F(TlsEngines, AcceptACertificateOfAnAuthorityThatTheyTrust) {
    TlsSettings demanding = server_settings();
    demanding.demands_certificate = true;
    join(client_settings(), demanding);
    EXPECT_EQ(server->state(), TlsEngine::State::open) << server->problem();
}

TEST_F(TlsEngines, LookForTheNameOfTheHost) {
    TlsSettings named = client_settings();
    named.host = "broker.example";
    join(named, server_settings());
    EXPECT_EQ(client->state(), TlsEngine::State::open) << client->problem();
    named.host = "elsewhere.example";
    join(named, server_settings());
    EXPECT_THAT(client->problem(), HasSubstr("hostname mismatch"));
}

}  // namespace
}  // namespace breakwire::sim
