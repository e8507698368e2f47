#include "devices/boards/slip_line.hpp"

#include <utility>

namespace breakwire::devices {

SlipLine::SlipLine(const LineSurroundings& around, const std::string& name,
                   const LineSettings& settings, OnChange on_change)
    : on_change_(std::move(on_change)),
      decoder_([this](ByteView packet) {
          if (on_frame_) on_frame_(sim::framed(packet));
      }),
      line_(around, name, settings, *this) {}

void SlipLine::send(ByteView frame) {
    const ByteView packet = sim::packet_in(frame);
    if (packet.empty() || packet.size() > sim::SlipDecoder::packet_limit) return;
    line_.write(sim::slip_encoded(packet));
}

void SlipLine::on_hang_up(const std::string& /*why*/) {
    decoder_.forget();
    on_change_();
}

}  // namespace breakwire::devices
