#pragma once

#include "sim/base/value_type.hpp"
#include "sim/faults/fault.hpp"

/// How the words that faults share are typed in scenario files.
namespace breakwire {

namespace sim {

/// The directions of a device's link that a fault touches.
enum class Directions { both, up, down };

inline bool covers(Directions directions, Direction direction) {
    return directions == Directions::both ||
           (directions == Directions::up) == (direction == Direction::up);
}

}  // namespace sim

template <>
struct EnumNames<sim::Directions> {
    static std::vector<std::pair<std::string, sim::Directions>> names() {
        return {{"both", sim::Directions::both},
                {"up", sim::Directions::up},
                {"down", sim::Directions::down}};
    }
};

template <>
struct EnumNames<sim::Direction> {
    static std::vector<std::pair<std::string, sim::Direction>> names() {
        return {{"up", sim::Direction::up}, {"down", sim::Direction::down}};
    }
};

template <>
struct EnumNames<sim::Side> {
    static std::vector<std::pair<std::string, sim::Side>> names() {
        return {{"device", sim::Side::device}, {"broker", sim::Side::broker}};
    }
};

template <>
struct EnumNames<sim::Ending> {
    static std::vector<std::pair<std::string, sim::Ending>> names() {
        return {
            {"rst", sim::Ending::rst}, {"fin", sim::Ending::fin}, {"silent", sim::Ending::silent}};
    }
};

}  // namespace breakwire
