#pragma once

#include <string>
#include <string_view>

namespace breakwire::sim {

/// What a client asks of a server when it opens a WebSocket.
struct UpgradeOffer {
    std::string host;         ///< with its port, if that is not 80
    std::string path;         ///< with its leading slash
    std::string subprotocol;  ///< empty: none is named
    std::string key;          ///< 16 octets in Base64
};

/// Source: RFC 6455 section 4.1.
std::string upgrade_request(const UpgradeOffer& offer);

/// Why `response`, the head of a server's answer with its empty line, does not accept `offer`:
/// "HTTP/1.1 404 Not Found". Empty if it does.
/// Source: RFC 6455 section 4.2.2; for the subprotocol v5/6.0.0-4.
std::string refusal_in(std::string_view response, const UpgradeOffer& offer);

/// What a server has to answer to `key`. Source: RFC 6455 section 4.2.2, step 5.4.
std::string accept_for(const std::string& key);

/// Source: RFC 4648 section 4.
std::string base64(std::string_view octets);

}  // namespace breakwire::sim
