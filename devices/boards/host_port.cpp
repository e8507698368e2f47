#include "devices/boards/host_port.hpp"

#include <charconv>

namespace breakwire::devices {

namespace {

/// Without the brackets that IPv6 addresses have; nothing if they do not match.
std::optional<std::string> without_brackets(std::string_view host) {
    const bool opened = host.starts_with('[');
    if (opened != host.ends_with(']')) return std::nullopt;
    if (opened) host = host.substr(1, host.size() - 2);
    if (host.empty() || (!opened && host.find(':') != host.npos)) return std::nullopt;
    return std::string(host);
}

}  // namespace

std::optional<HostPort> HostPort::parse(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == text.npos) return std::nullopt;
    auto host = without_brackets(text.substr(0, colon));
    const std::string_view digits = text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (!host || failure != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return HostPort{std::move(*host), port};
}

std::string HostPort::text() const {
    const bool six = host.find(':') != host.npos;
    return (six ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

}  // namespace breakwire::devices

namespace breakwire {

std::optional<devices::HostPort> ValueType<devices::HostPort>::read(const Node& node,
                                                                    Mistakes& mistakes) {
    if (node.is_scalar()) {
        if (auto value = devices::HostPort::parse(node.text)) return value;
    }
    expected(node, mistakes, "a host and a port such as lab-pi:4001");
    return std::nullopt;
}

}  // namespace breakwire
