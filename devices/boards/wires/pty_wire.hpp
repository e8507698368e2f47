#pragma once

#include <optional>

#include "devices/boards/wires/channel_wire.hpp"

namespace breakwire::devices {

/// A pseudo-terminal that we make and the far side opens by a name that stays.
///
/// It is raw before its name is shown, so that no octet is echoed or changed. Somebody opening it
/// shows by inotify: until then, and after the last one has closed it, the master's side would say
/// that it hangs up without an end. What the far side wrote before it closed is read first.
/// Source: pty(7), inotify(7).
class PtyWire final : public ChannelWire {
public:
    PtyWire(const LineSurroundings& around, std::filesystem::path link, WireEvents& events);
    ~PtyWire() override { close(); }

    /// Throws `EnvironmentError` if there is no terminal to be had, or something else stands where
    /// its link should be.
    void open() override;
    void close() override;
    std::string address() const override { return link_.string(); }
    bool awaits() const override { return true; }

private:
    using Error = boost::system::error_code;

    void show(const std::string& terminal);
    void watch_openings(const std::string& terminal);
    void await_opening();
    void opened();

    std::filesystem::path link_;
    int master_ = -1;
    bool shown_ = false;
    boost::asio::posix::stream_descriptor openings_;  ///< inotify's
    std::shared_ptr<bool> open_;                      ///< false once this is closed
};

}  // namespace breakwire::devices
