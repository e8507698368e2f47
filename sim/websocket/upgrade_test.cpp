#include "sim/websocket/upgrade.hpp"

#include <gtest/gtest.h>

namespace breakwire::sim {
namespace {

// The key and its answer are those of RFC 6455 section 1.3.
const UpgradeOffer offer{"127.0.0.1:8083", "/mqtt", "mqtt", "dGhlIHNhbXBsZSBub25jZQ=="};
const std::string accept_line = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
const std::string switching =
    "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\n"
    "CONNECTION: keep-alive, Upgrade\r\n";
const std::string chosen = "Sec-WebSocket-Protocol: mqtt\r\n";

TEST(Upgrade, AsksAsTheStandardDemands) {
    EXPECT_EQ(upgrade_request(offer),
              "GET /mqtt HTTP/1.1\r\nHost: 127.0.0.1:8083\r\nUpgrade: websocket\r\n"
              "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n");
    EXPECT_EQ(upgrade_request({"h", "/", "", "k"}).find("Protocol"), std::string::npos);
}

TEST(Upgrade, KnowsTheAnswerToAKey) {
    EXPECT_EQ(accept_for(offer.key), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(base64("the sample nonce"), offer.key);
}

TEST(Upgrade, IsAcceptedHoweverHeadersAreCapitalized) {
    EXPECT_EQ(refusal_in(switching + accept_line + chosen + "\r\n", offer), "");
}

TEST(Upgrade, SaysWhyItIsRefused) {
    EXPECT_EQ(refusal_in("HTTP/1.1 404 Not Found\r\n\r\n", offer), "HTTP/1.1 404 Not Found");
    EXPECT_EQ(refusal_in("HTTP/1.1 101 Fine\r\nConnection: Upgrade\r\n\r\n", offer),
              "no Upgrade to websocket");
    EXPECT_EQ(refusal_in("HTTP/1.1 101 Fine\r\nUpgrade: websocket\r\n\r\n", offer),
              "no Connection: Upgrade");
    EXPECT_EQ(refusal_in(switching + chosen + "\r\n", offer),
              "another Sec-WebSocket-Accept than that of the key");
    EXPECT_EQ(refusal_in(switching + accept_line + "\r\n", offer),
              "the subprotocol mqtt was not chosen");
    EXPECT_EQ(refusal_in(switching + accept_line + "Sec-WebSocket-Protocol: chat\r\n\r\n", offer),
              "the subprotocol chat was chosen, and not offered");
}

}  // namespace
}  // namespace breakwire::sim
