#include "scenarios/laws/message_key.hpp"

#include <functional>

namespace breakwire::scenarios {

MessageKey message_key(std::string_view topic, ByteView payload) {
    const std::string_view content(reinterpret_cast<const char*>(payload.data()), payload.size());
    const std::hash<std::string_view> digest;
    const MessageKey of_topic = digest(topic);
    // Multiplying by an odd constant keeps the pair ordered: (a, b) is not (b, a).
    return of_topic * 0x9E3779B97F4A7C15ULL + digest(content);
}

}  // namespace breakwire::scenarios
