#include "harness/proxy/endpoint.hpp"

#include <charconv>

namespace breakwire::harness {

std::optional<Endpoint> parse_endpoint(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const bool has_host = colon != std::string::npos;
    Endpoint endpoint;
    if (has_host) endpoint.host = text.substr(0, colon);
    if (endpoint.host.empty() || endpoint.host.find(':') != std::string::npos) return std::nullopt;
    const char* const first = text.data() + (has_host ? colon + 1 : 0);
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(first, last, endpoint.port);
    if (error != std::errc() || end != last) return std::nullopt;
    return endpoint;
}

}  // namespace breakwire::harness

namespace breakwire {

std::optional<harness::Endpoint> ValueType<harness::Endpoint>::read(const Node& node,
                                                                    Mistakes& mistakes) {
    auto endpoint = node.is_scalar() ? harness::parse_endpoint(node.text) : std::nullopt;
    if (!endpoint) expected(node, mistakes, "an address such as 127.0.0.1:1883");
    return endpoint;
}

}  // namespace breakwire
