#pragma once

#include "devices/boards/line.hpp"
#include "sim/io/frame_plug.hpp"
#include "sim/net/slip.hpp"

namespace breakwire::devices {

/// A line that carries IP packets (SLIP), as a plug for frames: whoever takes them sees Ethernet
/// around the board's packets, and only packets reach the board.
class SlipLine final : public sim::FramePlug, private LineEvents {
public:
    using OnChange = std::function<void()>;

    /// Makes the line and does not open it. `on_change`: it has opened, or is open no more. What is
    /// referred to must outlive it. Throws `EnvironmentError` if the log cannot be written.
    SlipLine(const LineSurroundings& around, const std::string& name, const LineSettings& settings,
             OnChange on_change);

    Line& line() { return line_; }

    void take(OnFrame on_frame) override { on_frame_ = std::move(on_frame); }
    void send(ByteView frame) override;
    bool is_ethernet() const override { return false; }

private:
    void on_open() override { on_change_(); }
    void on_bytes(ByteView bytes) override { decoder_.feed(bytes); }
    void on_hang_up(const std::string& why) override;

    OnChange on_change_;
    OnFrame on_frame_;
    sim::SlipDecoder decoder_;
    Line line_;
};

}  // namespace breakwire::devices
