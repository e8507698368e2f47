#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "sim/mqtt/packet.hpp"
#include "sim/mqtt/property_table.hpp"

/// Packets for tests: one of every kind and shape, each valid in its version.
namespace breakwire::mqtt::examples {

struct Example {
    std::string name;
    Version version{};
    Packet packet;
};

/// For GoogleTest, which would otherwise print the bytes of the struct.
inline void PrintTo(const Example& example, std::ostream* out) { *out << example.name; }

/// A property called `id` with a value of its type and within its range.
Property property(PropertyId id);

/// Every property that may stand in `place`; those that may repeat stand there twice.
Properties properties_in(Place place);

/// All examples, in both versions.
std::vector<Example> all();

}  // namespace breakwire::mqtt::examples
