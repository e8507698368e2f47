#include "sim/websocket/upgrade.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace breakwire::sim {
namespace {

using Headers = std::map<std::string, std::string>;

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// The part of `text` before the end of a line; `text` goes on behind it.
std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    return line;
}

/// Names in lower case; of several with one name, the values joined by commas.
/// Source: RFC 9110 section 5.3.
Headers headers_in(std::string_view text) {
    Headers headers;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        std::string& value = headers[lower(line.substr(0, colon))];
        if (!value.empty()) value += ", ";
        value += trimmed(line.substr(colon + 1));
    }
    return headers;
}

/// Whether `value`, a list with commas, has `token`, however it is capitalized.
bool lists(std::string_view value, std::string_view token) {
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        if (lower(trimmed(value.substr(0, comma))) == token) return true;
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return false;
}

}  // namespace

std::string base64(std::string_view octets) {
    std::string out(4 * ((octets.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                     reinterpret_cast<const unsigned char*>(octets.data()),
                                     static_cast<int>(octets.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::string accept_for(const std::string& key) {
    const std::string salted = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(salted.data(), salted.size(), digest.data(), &size, EVP_sha1(), nullptr);
    return base64({reinterpret_cast<const char*>(digest.data()), size});
}

std::string upgrade_request(const UpgradeOffer& offer) {
    std::string request =
        "GET " + offer.path + " HTTP/1.1\r\nHost: " + offer.host +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + offer.key +
        "\r\nSec-WebSocket-Version: 13\r\n";
    if (!offer.subprotocol.empty()) {
        request += "Sec-WebSocket-Protocol: " + offer.subprotocol + "\r\n";
    }
    return request + "\r\n";
}

std::string refusal_in(std::string_view response, const UpgradeOffer& offer) {
    const std::string_view status = take_line(response);
    if (!status.starts_with("HTTP/1.1 101")) return std::string(status);
    Headers headers = headers_in(response);
    if (lower(headers["upgrade"]) != "websocket") return "no Upgrade to websocket";
    if (!lists(headers["connection"], "upgrade")) return "no Connection: Upgrade";
    if (headers["sec-websocket-accept"] != accept_for(offer.key)) {
        return "another Sec-WebSocket-Accept than that of the key";
    }
    const std::string& chosen = headers["sec-websocket-protocol"];
    if (chosen == offer.subprotocol) return "";
    if (chosen.empty()) return "the subprotocol " + offer.subprotocol + " was not chosen";
    return "the subprotocol " + chosen + " was chosen, and not offered";
}

}  // namespace breakwire::sim
