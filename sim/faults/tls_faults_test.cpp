#include <gmock/gmock.h>

#include "sim/faults/fault_bench.hpp"
#include "sim/faults/tls_alert.hpp"

namespace breakwire::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// What the board makes of a handshake of the pump's.
HandshakeInFlight handshake(FaultBench& bench, TlsPart part = TlsPart::client) {
    HandshakeInFlight handshake(1, part);
    bench.board.on_handshake("pump", handshake);
    return handshake;
}

TEST(TlsHandshakeTimeout, StallsBehindTheHello) {
    FaultBench bench;
    bench.install("tls_handshake_timeout", "{device: pump}");
    const auto stop = handshake(bench).stop();
    ASSERT_TRUE(stop);
    EXPECT_EQ(stop->at, HandshakePoint::hello);
    EXPECT_EQ(stop->what, HandshakeInFlight::Stop::What::silence);
    EXPECT_THAT(bench.story(), ElementsAre("begin tls_handshake_timeout: ",
                                           "hit tls_handshake_timeout: pump, connection 1, TLS "
                                           "client"));
}

TEST(TlsHandshakeTimeout, LeavesTheOtherPartAndOtherDevicesAlone) {
    FaultBench bench;
    bench.install("tls_handshake_timeout", "{device: valve}");
    bench.install("tls_handshake_timeout", "{device: pump, part: server}");
    EXPECT_FALSE(handshake(bench).stop());
    EXPECT_TRUE(handshake(bench, TlsPart::server).stop());
}

TEST(TlsHandshakeCut, EndsTheConnectionWhereItIsTold) {
    FaultBench bench;
    bench.install("tls_handshake_cut", "{device: pump, after: nothing, how: fin}");
    const auto stop = handshake(bench).stop();
    ASSERT_TRUE(stop);
    EXPECT_EQ(stop->at, HandshakePoint::nothing);
    EXPECT_EQ(stop->what, HandshakeInFlight::Stop::What::end);
    EXPECT_EQ(stop->how, Ending::fin);
}

TEST(TlsHandshakeCut, IsNeverSilent) {
    EXPECT_THAT(mistakes_of("tls_handshake_cut", "{device: pump, how: silent}"),
                ElementsAre(HasSubstr("how cannot be silent; use tls_handshake_timeout")));
}

TEST(TlsBadCertificate, IsPresented) {
    FaultBench bench;
    bench.install("tls_bad_certificate", "{device: pump, kind: expired}");
    EXPECT_EQ(handshake(bench).certificate(), CertificateKind::expired);
}

TEST(TlsBadCertificate, HasToBeBad) {
    EXPECT_THAT(mistakes_of("tls_bad_certificate", "{device: pump, kind: valid}"),
                ElementsAre(HasSubstr("kind is valid, which is no fault")));
    EXPECT_THAT(mistakes_of("tls_bad_certificate", "{device: pump, kind: none, part: server}"),
                ElementsAre(HasSubstr("kind cannot be none")));
}

TEST(TlsOnlyVersion, IsInsistedOn) {
    FaultBench bench;
    bench.install("tls_version", "{device: pump, version: 1.1}");
    EXPECT_EQ(handshake(bench).version(), TlsVersion::v1_1);
}

TEST(TlsAlert, IsSentInThePlaceOfWhatFollows) {
    FaultBench bench;
    bench.install("tls_alert", "{device: pump, alert: unknown_ca, after: nothing}");
    const auto stop = handshake(bench).stop();
    ASSERT_TRUE(stop);
    EXPECT_EQ(stop->what, HandshakeInFlight::Stop::What::alert);
    EXPECT_EQ(stop->alert, 48);
    EXPECT_EQ(stop->at, HandshakePoint::nothing);
}

TEST(TlsAlert, IsAWholeMessageBetweenOthers) {
    EXPECT_THAT(mistakes_of("tls_alert", "{device: pump, after: part}"),
                ElementsAre(HasSubstr("after cannot be part of a message")));
}

TEST(TlsTruncation, ActsWhenAConnectionIsClosed) {
    FaultBench bench;
    bench.install("tls_truncation", "{device: pump}");
    EXPECT_FALSE(handshake(bench).touched());
    TlsCloseInFlight close(1, TlsPart::client);
    bench.board.on_tls_close("pump", close);
    EXPECT_TRUE(close.truncated());
    EXPECT_THAT(bench.story(), ElementsAre("begin tls_truncation: ",
                                           "hit tls_truncation: pump, connection 1, TLS client"));
}

TEST(FaultBoard, LetsTheFirstFaultStopAHandshake) {
    FaultBench bench;
    bench.install("tls_alert", "{device: pump}");
    bench.install("tls_handshake_cut", "{device: pump}");
    EXPECT_EQ(handshake(bench).stop()->what, HandshakeInFlight::Stop::What::alert);
    EXPECT_EQ(bench.board.never_hit(), std::vector<std::string>{"tls_handshake_cut (pump)"});
}

struct Fitness {
    const char* name;
    const char* kind;
    const char* settings;
    DeviceFacts device;
    const char* complaint;  ///< empty: it can act on it
};
class FitnessOfFaults : public testing::TestWithParam<Fitness> {};

TEST_P(FitnessOfFaults, DependsOnTheDevicesTls) {
    const auto fault = make_fault(GetParam().kind, GetParam().settings);
    const std::string complaint = fault->unfit_for(GetParam().device);
    if (*GetParam().complaint == '\0') {
        EXPECT_EQ(complaint, "");
    } else {
        EXPECT_THAT(complaint, HasSubstr(GetParam().complaint));
    }
}

constexpr DeviceFacts plain{};
constexpr DeviceFacts ended{TlsMode::terminate};
constexpr DeviceFacts sealed{TlsMode::passthrough};
constexpr DeviceFacts ended_program{TlsMode::terminate, true};
constexpr DeviceFacts sealed_program{TlsMode::passthrough, true};
constexpr const char* pump = "{device: pump}";
constexpr const char* as_server = "{device: pump, part: server}";
constexpr const char* of_a_kind = "{device: pump, match: {type: publish}}";
constexpr const char* wrong_host = "{device: pump, kind: wrong_host}";

INSTANTIATE_TEST_SUITE_P(
    Tls, FitnessOfFaults,
    testing::Values(
        Fitness{"without", "tls_alert", pump, plain, "speaks no TLS"},
        Fitness{"terminated", "tls_alert", pump, ended, ""},
        Fitness{"sealed", "tls_alert", pump, sealed, ""},
        Fitness{"sealed_program", "tls_alert", pump, sealed_program, "does its TLS itself"},
        Fitness{"server_of_a_stack", "tls_alert", as_server, ended, "meets no TLS server"},
        Fitness{"server_of_a_program", "tls_alert", as_server, ended_program, ""},
        Fitness{"host_of_a_client", "tls_bad_certificate", wrong_host, ended, "names no host"},
        Fitness{"packets", "packet_drop", of_a_kind, sealed, "seals its packets"},
        Fitness{"packets_terminated", "packet_drop", of_a_kind, ended, ""},
        Fitness{"connections", "rst", pump, sealed, ""},
        Fitness{"names", "dns_nxdomain", pump, plain, "looks up no name"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace breakwire::sim
