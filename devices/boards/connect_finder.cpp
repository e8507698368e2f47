#include "devices/boards/connect_finder.hpp"

#include <algorithm>

namespace breakwire::devices {

namespace {

constexpr std::byte connect_type{0x10};
constexpr std::byte more_follows{0x80};
constexpr std::size_t length_octets_max = 4;

/// How long the fixed header is; 0 if that cannot be told yet, or -1 if it is none.
int header_size(ByteView candidate) {
    for (std::size_t i = 1; i < candidate.size(); ++i) {
        if (i > length_octets_max) return -1;
        if ((candidate[i] & more_follows) == std::byte{}) return static_cast<int>(i + 1);
    }
    return candidate.size() > length_octets_max ? -1 : 0;
}

/// The protocol names with their lengths before them.
constexpr std::string_view protocol_names[] = {std::string_view("\0\4MQTT", 6),
                                               std::string_view("\0\6MQIsdp", 8)};

}  // namespace

ConnectFinder::Fit ConnectFinder::fit(ByteView candidate) {
    if (candidate.empty()) return Fit::maybe;
    if (candidate.front() != connect_type) return Fit::no;
    const int header = header_size(candidate);
    if (header < 0) return Fit::no;
    if (header == 0) return Fit::maybe;
    const ByteView rest = candidate.subspan(static_cast<std::size_t>(header));
    for (const std::string_view name : protocol_names) {
        const std::size_t size = std::min(rest.size(), name.size());
        if (!std::equal(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(size),
                        as_bytes(name).begin())) {
            continue;
        }
        return rest.size() >= name.size() ? Fit::yes : Fit::maybe;
    }
    return Fit::no;
}

void ConnectFinder::feed(ByteView octets) {
    Bytes passed;
    for (const std::byte octet : octets) {
        candidate_.push_back(octet);
        advance(passed);
    }
    if (!passed.empty()) events_.on_bytes(passed);
}

/// Drops octets at the front of the candidate until what is left may become a CONNECT, or is one.
void ConnectFinder::advance(Bytes& passed) {
    Fit now = fit(candidate_);
    for (; now == Fit::no; now = fit(candidate_)) {
        if (released_ > 0) {
            --released_;
        } else {
            passed.push_back(candidate_.front());
        }
        candidate_.erase(candidate_.begin());
    }
    if (now == Fit::maybe) return;
    if (!passed.empty()) events_.on_bytes(std::exchange(passed, {}));
    released_ = 0;
    events_.on_connect(std::exchange(candidate_, {}));
}

void ConnectFinder::release() {
    const Bytes octets(candidate_.begin() + static_cast<std::ptrdiff_t>(released_),
                       candidate_.end());
    released_ = candidate_.size();
    if (!octets.empty()) events_.on_bytes(octets);
}

void ConnectFinder::forget() {
    candidate_.clear();
    released_ = 0;
}

}  // namespace breakwire::devices
