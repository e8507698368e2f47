#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "scenarios/steps/cast.hpp"
#include "sim/base/catalog.hpp"
#include "sim/record/event.hpp"

namespace breakwire::scenarios {

/// A figure that a scenario wants to know of each run: how late, how many, how much. It judges
/// nothing; sweeps and reports compare it between runs.
///
/// One kind is one class in one file with its `fields()`, and a line in `builtin.cpp`.
class Measure {
public:
    virtual ~Measure() = default;

    /// Called once after its fields are read, also if some could not be: adds mistakes that need
    /// the names of the scenario.
    virtual void settle(const Cast& cast, Mistakes& mistakes) = 0;

    /// Called for each event of the case in order, steps and drain included.
    virtual void see(const sim::Event& event) = 0;

    /// The figure so far, in units of `unit`; nothing if there was nothing to measure.
    virtual std::optional<double> value() const = 0;

    /// "s", "octets", "messages"...; "share" is a part of one, "yes" is 0 or 1.
    virtual std::string unit() const = 0;

    std::string name;  ///< as the scenario calls it

protected:
    /// The devices that are meant, those of fleets one by one; adds mistakes about unknown ones.
    static std::set<std::string> names_in(const std::vector<DeviceName>& devices, const Cast& cast,
                                          Mistakes& mistakes);
};

/// What came of one measure in one run.
struct Measurement {
    std::string name;
    std::string unit;
    std::optional<double> value;
};

/// The table of all measures.
void add_builtin_measures(Catalog<Measure>& measures);

/// That table, made once.
const Catalog<Measure>& builtin_measures();

}  // namespace breakwire::scenarios
