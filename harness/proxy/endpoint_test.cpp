#include "harness/proxy/endpoint.hpp"

#include <gtest/gtest.h>

namespace breakwire::harness {
namespace {

TEST(Endpoint, IsAHostAndAPort) {
    EXPECT_EQ(parse_endpoint("broker.example:8883"), (Endpoint{"broker.example", 8883}));
    EXPECT_EQ(parse_endpoint("127.0.0.1:0"), (Endpoint{"127.0.0.1", 0}));
}

TEST(Endpoint, IsOnThisMachineIfNoHostIsNamed) {
    EXPECT_EQ(parse_endpoint("1884"), (Endpoint{"127.0.0.1", 1884}));
}

TEST(Endpoint, IsNothingElse) {
    for (const char* text :
         {"", ":", "host", "host:", ":1883", "host:65536", "host:1883x", "a:b:1"}) {
        EXPECT_FALSE(parse_endpoint(text)) << text;
    }
}

}  // namespace
}  // namespace breakwire::harness
