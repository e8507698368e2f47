#include "devices/boards/wires/connecting_wire.hpp"
#include "devices/boards/wires/listening_wire.hpp"
#include "devices/boards/wires/pty_wire.hpp"
#include "devices/boards/wires/rfc2217_wire.hpp"
#include "devices/boards/wires/serial_wire.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::devices {

LineErrors& LineErrors::operator+=(const LineErrors& more) {
    framing += more.framing;
    parity += more.parity;
    overrun += more.overrun;
    return *this;
}

std::unique_ptr<Wire> make_wire(const LineSurroundings& around, const LineSettings& settings,
                                WireEvents& events) {
    // Absolute names stay what they are.
    const auto path = [&around](const std::string& name) { return around.folder / name; };
    if (settings.serial) {
        LineSettings placed = settings;
        placed.serial = path(*settings.serial).string();
        return std::make_unique<SerialWire>(around, placed, events);
    }
    if (settings.rfc2217) return std::make_unique<Rfc2217Wire>(around, settings, events);
    if (settings.pty) return std::make_unique<PtyWire>(around, path(*settings.pty), events);
    if (settings.tcp && settings.tcp->connect) {
        return std::make_unique<ConnectingWire>(around, *settings.tcp->connect, events);
    }
    if (settings.tcp) {
        return std::make_unique<ListeningWire>(around, settings.tcp->listen.value(), events);
    }
    BREAKWIRE_INVARIANT(settings.unix_socket);
    if (settings.unix_socket->connect) {
        return std::make_unique<ConnectingWire>(around, path(*settings.unix_socket->connect),
                                                events);
    }
    return std::make_unique<ListeningWire>(around, path(settings.unix_socket->listen.value()),
                                           events);
}

}  // namespace breakwire::devices
