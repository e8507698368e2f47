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

}  // namespace breakwire::devices

template <>
struct breakwire::ValueType<breakwire::devices::Signal> {
    static std::string name() { return "waveform or number"; }
    static nlohmann::json schema();
    static std::optional<devices::Signal> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::Signal&) { return "{...}"; }
};
