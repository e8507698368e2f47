#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/base/value_type.hpp"

namespace breakwire::devices {

/// A command for QEMU as typed: `cont`, or `{execute: set_link, arguments: {name: wire, up:
/// false}}` where it has arguments. Numbers, true and false are what JSON calls so unless they are
/// in quotes. Source: QEMU's docs/interop/qmp-spec.txt.
struct QmpCommand {
    std::string execute;
    nlohmann::json arguments = nlohmann::json::object();

    bool operator==(const QmpCommand&) const = default;
};

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct ValueType<devices::QmpCommand> {
    static std::string name() { return "qmp command"; }
    static nlohmann::json schema();
    static std::optional<devices::QmpCommand> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::QmpCommand& value);
};

}  // namespace breakwire
