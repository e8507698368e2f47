#pragma once

#include <string>
#include <string_view>

/// What clients say about how an attempt or a connection ended: the same words whatever the stack,
/// since checks compare them.
namespace breakwire::devices::reasons {

inline constexpr const char* by_us = "by us";
inline constexpr const char* refused = "refused";
inline constexpr const char* timed_out = "timed out";

inline constexpr const char* fin = "FIN";
inline constexpr const char* rst = "RST";
inline constexpr const char* given_up = "retransmission given up";
inline constexpr const char* no_pingresp = "no PINGRESP";

/// "connection lost (RST)".
inline std::string lost(std::string_view how) {
    return "connection lost (" + std::string(how) + ")";
}
/// "connection lost before CONNACK (FIN)".
inline std::string lost_early(std::string_view how) {
    return "connection lost before CONNACK (" + std::string(how) + ")";
}

}  // namespace breakwire::devices::reasons
