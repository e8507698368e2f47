#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/proxy/endpoint.hpp"
#include "sim/base/fields.hpp"
#include "sim/faults/link_settings.hpp"

namespace breakwire::harness {

/// TLS towards the broker, spoken in the place of each client.
struct UpstreamTls {
    std::optional<std::string> authority;    ///< PEM file; absent: any certificate will do
    std::optional<std::string> certificate;  ///< PEM file to present
    std::optional<std::string> key;

    static Fields<UpstreamTls> fields();
    void validate(const Places& at) const;
};

/// TLS towards clients, spoken in the broker's place.
struct ProxyTlsSettings {
    std::string authority;  ///< PEM file that is written: what clients have to trust
    std::optional<UpstreamTls> upstream;

    static Fields<ProxyTlsSettings> fields();
};

/// One listening address, the broker behind it, and what lies between.
struct ProxySettings {
    Endpoint listen;
    Endpoint upstream;
    bool enabled = true;
    sim::LinkSettings link;
    std::optional<ProxyTlsSettings> tls;  ///< absent: octets pass as they are
    std::vector<Node> faults;             ///< as in a `fault` step: {packet_drop: {...}, for: 5s}

    static Fields<ProxySettings> fields();
};

/// What `breakwire proxy FILE` reads: `proxies:` by their names, each with the text it was typed
/// as, by which a change is noticed.
struct ProxyFile {
    struct Entry {
        ProxySettings settings;
        std::string text;
    };
    std::map<std::string, Entry> proxies;
};

/// Adds every mistake. Faults are looked at by whoever installs them.
std::optional<ProxyFile> read_proxy_file(const std::string& text, const std::string& name,
                                         Mistakes& mistakes);

}  // namespace breakwire::harness
