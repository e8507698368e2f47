#include "sim/base/topic.hpp"

namespace breakwire {

namespace {

constexpr std::size_t string_max = 65'535;
constexpr std::string_view share = "$share/";

std::string_view take_level(std::string_view& rest, bool& more) {
    const auto slash = rest.find('/');
    const std::string_view level = rest.substr(0, slash);
    more = slash != std::string_view::npos;
    rest = more ? rest.substr(slash + 1) : std::string_view();
    return level;
}

bool sound(std::string_view text) {
    return !text.empty() && text.size() <= string_max && text.find('\0') == std::string_view::npos;
}

}  // namespace

std::optional<TopicName> TopicName::parse(std::string_view text) {
    if (!sound(text) || text.find_first_of("+#") != std::string_view::npos) return std::nullopt;
    return TopicName(std::string(text));
}

std::optional<TopicFilter> TopicFilter::parse(std::string_view text) {
    if (!sound(text)) return std::nullopt;
    std::string_view rest = text;
    for (bool more = true; more;) {
        const std::string_view level = take_level(rest, more);
        if (level.find_first_of("+#") == std::string_view::npos) continue;
        if (level.size() != 1) return std::nullopt;     // a wildcard fills its level
        if (level == "#" && more) return std::nullopt;  // and `#` is the last one
    }
    return TopicFilter(std::string(text));
}

bool TopicFilter::matches(std::string_view topic) const {
    std::string_view filter = unshared();
    const bool leading_wildcard = filter.front() == '+' || filter.front() == '#';
    if (leading_wildcard && topic.starts_with('$')) return false;
    bool more_filter = true;
    bool more_topic = true;
    while (more_filter) {
        const std::string_view wanted = take_level(filter, more_filter);
        if (wanted == "#") return true;  // also matches the parent: nothing of the topic is left
        if (!more_topic) return false;
        const std::string_view level = take_level(topic, more_topic);
        if (wanted != "+" && wanted != level) return false;
    }
    return !more_topic;
}

bool TopicFilter::is_shared() const { return unshared().size() != text_.size(); }

std::string_view TopicFilter::unshared() const {
    const std::string_view text = text_;
    if (!text.starts_with(share)) return text;
    const auto slash = text.find('/', share.size());
    if (slash == std::string_view::npos || slash + 1 == text.size()) return text;
    return text.substr(slash + 1);
}

}  // namespace breakwire
