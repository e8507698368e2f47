#include "sim/net/tcp_settings.hpp"

namespace breakwire::sim {

namespace {

/// Linux takes these as octets of a socket option as well.
constexpr int tries_max = 255;

void refuse_outside(const Places& at, const char* key, int value, int low) {
    if (value < low || value > tries_max) {
        at.fail(key, "must be from " + std::to_string(low) + " to " + std::to_string(tries_max));
    }
}

}  // namespace

Fields<TcpKeepAlive> TcpKeepAlive::fields() {
    return Fields<TcpKeepAlive>("keep_alive", "TCP probes on a connection that is idle")
        .optional("idle", &TcpKeepAlive::idle, "silence before the first probe")
        .optional("interval", &TcpKeepAlive::interval, "time between two probes")
        .optional("probes", &TcpKeepAlive::probes,
                  "so many without an answer, and the connection is given up");
}

void TcpKeepAlive::validate(const Places& at) const {
    if (idle == Duration{}) at.fail("idle", "must be longer than nothing");
    if (interval == Duration{}) at.fail("interval", "must be longer than nothing");
    refuse_outside(at, "probes", probes, 1);
}

Fields<TcpSettings> TcpSettings::fields() {
    return Fields<TcpSettings>("tcp", "how the device's TCP behaves; by default as Linux does")
        .optional("segment_size", &TcpSettings::segment_size, "octets of data per segment")
        .optional("syn_retries", &TcpSettings::syn_retries,
                  "times a SYN is sent again, after 1, 2, 4... s")
        .optional("retries", &TcpSettings::retries,
                  "times data is sent again before the connection is given up")
        .optional("user_timeout", &TcpSettings::user_timeout,
                  "gives up once data has waited that long for its acknowledgement")
        .optional("keep_alive", &TcpSettings::keep_alive, "probes when idle; off unless given");
}

void TcpSettings::validate(const Places& at) const {
    // Linux refuses less as well (tcp(7), TCP_MAXSEG).
    if (segment_size < 88) at.fail("segment_size", "must be at least 88");
    refuse_outside(at, "syn_retries", syn_retries, 0);
    refuse_outside(at, "retries", retries, 0);
    if (user_timeout == Duration{}) at.fail("user_timeout", "must be longer than nothing");
}

}  // namespace breakwire::sim
