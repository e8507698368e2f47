#pragma once

#include <cstdint>
#include <memory>

#include "sim/base/catalog.hpp"
#include "sim/base/luck.hpp"

namespace breakwire::devices {

/// Which value of a waveform is wanted.
struct Sample {
    Duration elapsed{};         ///< since the first sample
    std::uint64_t ordinal = 0;  ///< from 0
    Luck luck;                  ///< of whoever samples
};

/// What a waveform may remember of one that samples it, to be quick. It never changes a value.
struct Memo {
    std::uint64_t ordinal = 0;
    double value = 0;
    bool set = false;
    std::vector<Memo> parts{};  ///< of waveforms inside of it
};

/// A quantity over time: the same sample has the same value, whatever was asked before.
///
/// A kind is one class with its `fields()` in a file of its own, and a line in `builtin.cpp`.
class Waveform {
public:
    virtual ~Waveform() = default;
    virtual double at(const Sample& sample, Memo& memo) const = 0;
};

/// The table of all waveforms.
const Catalog<Waveform>& waveforms();

/// A waveform as a value of a field: `{sine: {mean: 21, ...}}`, or a number that stays.
struct Signal {
    std::shared_ptr<const Waveform> waveform;
};

/// The same inside of another waveform.
struct Part {
    Signal signal;
};

/// The value of part `index` of a waveform at `sample`, with luck and memo of its own.
double sample_part(const Part& part, std::size_t index, const Sample& sample, Memo& memo);

}  // namespace breakwire::devices

template <>
struct breakwire::ValueType<breakwire::devices::Signal> {
    static std::string name() { return "waveform or number"; }
    static nlohmann::json schema();
    static std::optional<devices::Signal> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::Signal&) { return "{...}"; }
};

template <>
struct breakwire::ValueType<breakwire::devices::Part> {
    static std::string name() { return "waveform or number"; }
    /// Any number or mapping: a schema that held itself would have no end.
    static nlohmann::json schema() {
        return {{"type", nlohmann::json::array({"number", "object"})}};
    }
    static std::optional<devices::Part> read(const Node& node, Mistakes& mistakes) {
        auto signal = ValueType<devices::Signal>::read(node, mistakes);
        return signal ? std::optional(devices::Part{std::move(*signal)}) : std::nullopt;
    }
    static std::string text(const devices::Part&) { return "{...}"; }
};
