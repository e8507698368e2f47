#pragma once

#include <optional>
#include <string>

#include "sim/base/luck.hpp"
#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

/// Durations from `low` to `high`, both included: what `5s..60s` stands for, and `5s` for itself.
struct DurationRange {
    Duration low{};
    Duration high{};
};

/// The same for whole numbers: `2..5`.
struct CountRange {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
};

/// The `ordinal`-th draw of `purpose`. Short and long are equally likely on a logarithmic scale, so
/// that `1s..100s` is below 10 s half of the time; uniform where `low` is 0. What is drawn has at
/// most four significant digits, for whoever reads the schedule.
Duration draw(const DurationRange& range, const Luck& luck, std::string_view purpose,
              std::uint64_t ordinal);
/// Uniform.
std::uint32_t draw(const CountRange& range, const Luck& luck, std::string_view purpose,
                   std::uint64_t ordinal);

/// Which end of each range inside a fault's settings is meant.
enum class RangeEnd { low, high };

/// `settings` with one end of each range (`20ms..2s`, `1%..20%`, `1..5`, `64B..1KiB`) in its place;
/// what is no range stays as it is. A range of two different kinds of value is none.
Node with_end(const Node& settings, RangeEnd end);

/// The same with a value drawn from each range, as above: logarithmic for durations, sizes and
/// rates, uniform for numbers and percentages.
Node with_draws(const Node& settings, const Luck& luck, std::uint64_t ordinal);

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::DurationRange> {
    static std::string name() { return "duration, or a range of them such as 5s..60s"; }
    static nlohmann::json schema();
    static std::optional<scenarios::DurationRange> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::DurationRange& value);
};

template <>
struct ValueType<scenarios::CountRange> {
    static std::string name() { return "whole number, or a range of them such as 2..5"; }
    static nlohmann::json schema();
    static std::optional<scenarios::CountRange> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::CountRange& value);
};

}  // namespace breakwire
