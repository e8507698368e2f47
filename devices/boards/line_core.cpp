#include "devices/boards/line_core.hpp"

#include <utility>

namespace breakwire::devices {

LineCore::LineCore(const LineSurroundings& around, std::string name, LineSettings settings,
                   LineEvents& events)
    : around_(around),
      name_(std::move(name)),
      settings_(std::move(settings)),
      events_(&events),
      log_(around.folder / (name_ + ".line.log"), settings_.log_limit),
      up_(around.timers, [this](ByteView bytes) { deliver_up(bytes); }),
      down_(around.timers, [this](ByteView bytes) { deliver_down(bytes); }),
      wire_(make_wire(around_, settings_, *this)) {
    set_pace(std::nullopt);
}

void LineCore::abandon() {
    events_ = nullptr;
    close();
}

// --- Open and closed ----------------------------------------------------------------------------

void LineCore::open() {
    if (wanted_) return;
    wire_->open();
    wanted_ = true;
}

void LineCore::close() {
    if (break_ != 0) end_break();
    around_.timers.cancel(std::exchange(retry_, 0));
    wanted_ = wire_open_ = false;
    up_.clear();
    down_.clear();
    wire_->close();
}

void LineCore::on_wire_open() {
    const auto alive = shared_from_this();
    wire_open_ = true;
    trouble_.clear();
    ++counts_.openings;
    note("open: " + wire_->address());
    if (baud_) wire_->set_baud(*baud_);
    if (!unplugged_ && events_ != nullptr) events_->on_open();
}

void LineCore::on_wire_closed(const std::string& why) {
    const auto alive = shared_from_this();
    if (why != trouble_) note("not open: " + why);
    trouble_ = why;
    const bool was_open = std::exchange(wire_open_, false);
    if (wanted_ && !wire_->awaits()) try_later();
    if (was_open && !unplugged_) hang_up(why);
}

/// A cable that is plugged in again, or a board that is back, makes its name appear: nothing else
/// tells of it, for a folder of names comes and goes with them.
void LineCore::try_later() {
    around_.timers.cancel(retry_);
    retry_ = around_.timers.after(retry_after, [this] {
        retry_ = 0;
        wire_->open();
    });
}

void LineCore::hang_up(const std::string& why) {
    if (break_ != 0) end_break();
    up_.clear();
    counts_.octets_lost += down_.waiting();
    down_.clear();
    if (events_ != nullptr) events_->on_hang_up(why);
}

void LineCore::unplug() {
    const auto alive = shared_from_this();
    if (unplugged_) return;
    const bool was_open = is_open();
    unplugged_ = true;
    note("unplugged");
    if (was_open) hang_up("unplugged");
}

void LineCore::plug() {
    const auto alive = shared_from_this();
    if (!std::exchange(unplugged_, false)) return;
    note("plugged in");
    if (wire_open_ && events_ != nullptr) events_->on_open();
}

// --- Octets -------------------------------------------------------------------------------------

void LineCore::on_wire_bytes(ByteView bytes) {
    const auto alive = shared_from_this();
    if (unplugged_) {
        counts_.octets_lost += bytes.size();
        return;
    }
    log_.in(around_.timers.now(), bytes);
    counts_.octets_in += bytes.size();
    if (octet_faults_.empty()) return up_.add(bytes);
    const Bytes passed = octet_faults_.pass(bytes, sim::Direction::up);
    if (!passed.empty()) up_.add(passed);
}

void LineCore::deliver_up(ByteView bytes) {
    const auto alive = shared_from_this();
    if (events_ != nullptr) events_->on_bytes(bytes);
}

void LineCore::write(ByteView bytes) {
    if (bytes.empty()) return;
    if (!is_open()) {
        counts_.octets_lost += bytes.size();
        return;
    }
    const Bytes passed =
        octet_faults_.empty() ? to_bytes(bytes) : octet_faults_.pass(bytes, sim::Direction::down);
    if (passed.empty()) return;
    writing_ = true;
    down_.add(passed);
    writing_ = false;
}

void LineCore::deliver_down(ByteView bytes) {
    const auto alive = shared_from_this();
    log_.out(around_.timers.now(), bytes);
    counts_.octets_out += bytes.size();
    wire_->write(bytes);
    if (!writing_) tell_drained();
}

void LineCore::tell_drained() {
    const auto alive = shared_from_this();
    if (unwritten() == 0 && is_open() && events_ != nullptr) events_->on_drained();
}

void LineCore::set_pace(std::optional<std::uint32_t> baud) {
    const auto alive = weak_from_this().lock();
    const auto speed = baud ? baud : settings_.pace;
    up_.set_speed(speed);
    down_.set_speed(speed);
}

// --- Beside octets ------------------------------------------------------------------------------

void LineCore::on_wire_break() {
    const auto alive = shared_from_this();
    if (unplugged_) return;
    note("BREAK from the board");
    if (events_ != nullptr) events_->on_break();
}

void LineCore::on_wire_errors(const LineErrors& new_ones) {
    const auto alive = shared_from_this();
    counts_.errors += new_ones;
    if (!unplugged_ && events_ != nullptr) events_->on_errors(new_ones);
}

void LineCore::on_wire_modem_lines(const ModemLines& now) {
    const auto alive = shared_from_this();
    if (!unplugged_ && events_ != nullptr) events_->on_modem_lines(now);
}

bool LineCore::set_modem_line(ModemLine which, bool on) {
    if (!is_open() || !wire_->set_modem_line(which, on)) return false;
    note(std::string(which == ModemLine::dtr ? "DTR" : "RTS") + (on ? " on" : " off"));
    return true;
}

bool LineCore::send_break(Duration length) {
    if (!is_open() || !wire_->set_break(true)) return false;
    note("BREAK for " + to_string(length));
    around_.timers.cancel(break_);
    break_ = around_.timers.after(length, [this] { end_break(); });
    return true;
}

void LineCore::end_break() {
    around_.timers.cancel(std::exchange(break_, 0));
    if (wire_open_) wire_->set_break(false);
}

bool LineCore::set_baud(std::optional<std::uint32_t> baud) {
    baud_ = baud;
    const std::uint32_t speed = baud.value_or(settings_.baud);
    if (!is_open() || !wire_->set_baud(speed)) return false;
    note(std::to_string(speed) + " baud");
    return true;
}

void LineCore::note(const std::string& what) { log_.note(around_.timers.now(), what); }

}  // namespace breakwire::devices
