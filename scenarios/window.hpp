#pragma once

#include "sim/base/value_type.hpp"

namespace breakwire::scenarios {

/// A span of time, both ends included.
struct Window {
    Duration from{};
    Duration to{};
    bool operator==(const Window&) const = default;

    std::string text() const;  ///< "5s", or "15s to 23s"
};

}  // namespace breakwire::scenarios

namespace breakwire {

/// Typed as [from, to], or as one duration up to which it goes.
template <>
struct ValueType<scenarios::Window> {
    static std::string name() { return "duration or [from, to]"; }
    static nlohmann::json schema();
    static std::optional<scenarios::Window> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::Window& value) { return value.text(); }
};

}  // namespace breakwire
