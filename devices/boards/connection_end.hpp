#pragma once

#include "sim/base/value_type.hpp"

namespace breakwire::devices {

/// What the broker sees when a line's virtual connection ends: the line itself knows no
/// connections, so a rule has to say.
enum class ConnectionEnd {
    rst,     ///< as by a host that is up and has forgotten the connection
    fin,     ///< as by a program that closes its socket
    silent,  ///< nothing: the host is gone without a word
};

}  // namespace breakwire::devices

namespace breakwire {

template <>
struct EnumNames<devices::ConnectionEnd> {
    static std::vector<std::pair<std::string, devices::ConnectionEnd>> names() {
        using enum devices::ConnectionEnd;
        return {{"rst", rst}, {"fin", fin}, {"silent", silent}};
    }
};

}  // namespace breakwire
