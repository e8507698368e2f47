#include "sim/mqtt/topic_rules.hpp"

namespace breakwire::mqtt {
namespace {

constexpr std::string_view share_prefix = "$share/";

/// One level is a name without wildcards, or one wildcard alone; # in the last level only.
std::optional<Malformed> find_level_mistake(std::string_view level, bool last) {
    if (level.find('#') != level.npos && (level != "#" || !last)) {
        return Malformed::multi_level_wildcard_misplaced;
    }
    if (level.find('+') != level.npos && level != "+") {
        return Malformed::single_level_wildcard_misplaced;
    }
    return std::nullopt;
}

std::optional<Malformed> find_mistake(std::string_view filter) {
    if (filter.empty()) return Malformed::filter_empty;
    for (;;) {
        const std::size_t slash = filter.find('/');
        const bool last = slash == filter.npos;
        if (const auto mistake = find_level_mistake(filter.substr(0, slash), last)) return mistake;
        if (last) return std::nullopt;
        filter.remove_prefix(slash + 1);
    }
}

std::optional<Malformed> find_share_mistake(std::string_view filter) {
    filter.remove_prefix(share_prefix.size());
    const std::size_t slash = filter.find('/');
    const std::string_view share = filter.substr(0, slash);
    if (share.empty()) return Malformed::share_name_empty;
    if (slash == filter.npos || has_wildcard(share)) return Malformed::share_name_invalid;
    return find_mistake(filter.substr(slash + 1));
}

}  // namespace

bool has_wildcard(std::string_view topic) { return topic.find_first_of("+#") != topic.npos; }

bool is_shared(std::string_view filter) { return filter.starts_with(share_prefix); }

std::optional<Malformed> find_filter_mistake(std::string_view filter, Version version) {
    if (version == Version::v5_0 && is_shared(filter)) return find_share_mistake(filter);
    return find_mistake(filter);
}

}  // namespace breakwire::mqtt
