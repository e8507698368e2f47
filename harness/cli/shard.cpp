#include "harness/cli/shard.hpp"

#include <charconv>

namespace breakwire::harness {

namespace {

constexpr std::size_t most_shards = 10'000;

std::optional<std::size_t> number_in(const std::string& text) {
    std::size_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace

std::optional<Shard> parse_shard(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) return std::nullopt;
    const auto number = number_in(text.substr(0, slash));
    const auto count = number_in(text.substr(slash + 1));
    if (!number || !count || *number < 1 || *number > *count || *count > most_shards) {
        return std::nullopt;
    }
    return Shard{*number, *count};
}

std::optional<scenarios::FleetPart> parse_device_shard(const std::string& text) {
    constexpr std::string_view kind = "devices:";
    if (!text.starts_with(kind)) return std::nullopt;
    const auto shard = parse_shard(text.substr(kind.size()));
    if (!shard) return std::nullopt;
    return scenarios::FleetPart{static_cast<std::uint32_t>(shard->number),
                                static_cast<std::uint32_t>(shard->count)};
}

std::vector<Case> cases_of(const Shard& shard, const std::vector<Case>& cases) {
    std::vector<Case> out;
    for (std::size_t i = shard.number - 1; i < cases.size(); i += shard.count) {
        out.push_back(cases[i]);
    }
    return out;
}

}  // namespace breakwire::harness
