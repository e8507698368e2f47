#include "devices/boards/line.hpp"

#include "devices/boards/line_core.hpp"

namespace breakwire::devices {

Line::Line(const LineSurroundings& around, std::string name, LineSettings settings,
           LineEvents& events)
    : core_(std::make_shared<LineCore>(around, std::move(name), std::move(settings), events)) {}

Line::~Line() { core_->abandon(); }

void Line::open() { core_->open(); }
void Line::close() { core_->close(); }
bool Line::is_open() const { return core_->is_open(); }
const std::string& Line::trouble() const { return core_->trouble(); }
std::string Line::address() const { return core_->wire().address(); }
const std::string& Line::name() const { return core_->name(); }
const LineSettings& Line::settings() const { return core_->settings(); }
const LineCounts& Line::counts() const { return core_->counts(); }

void Line::write(ByteView bytes) { core_->write(bytes); }
std::size_t Line::unwritten() const { return core_->unwritten(); }

bool Line::set_modem_line(ModemLine which, bool on) { return core_->set_modem_line(which, on); }

bool Line::restore_modem_line(ModemLine which) {
    const Held held = which == ModemLine::dtr ? settings().dtr : settings().rts;
    return core_->set_modem_line(which, held != Held::off);
}

bool Line::send_break(Duration length) { return core_->send_break(length); }
bool Line::set_baud(std::uint32_t baud) { return core_->set_baud(baud); }
bool Line::restore_baud() { return core_->set_baud(std::nullopt); }

OctetFaults& Line::octet_faults() { return core_->octet_faults(); }
void Line::set_pace(std::optional<std::uint32_t> baud) { core_->set_pace(baud); }
void Line::unplug() { core_->unplug(); }
void Line::plug() { core_->plug(); }
bool Line::unplugged() const { return core_->unplugged(); }

}  // namespace breakwire::devices
