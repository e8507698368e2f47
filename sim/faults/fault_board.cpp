#include "sim/faults/fault_board.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/base/invariant.hpp"
#include "sim/mqtt/describe.hpp"

namespace breakwire::sim {

namespace {

bool among(const std::vector<std::string>& targets, const std::string& device) {
    return std::ranges::any_of(targets,
                               [&](const auto& each) { return each == "*" || each == device; });
}

/// `count`: the packets of this device and direction that the fault has seen, this one included.
std::string describe(const PacketSeen& seen, std::uint64_t count) {
    const std::string what = seen.packet
                                 ? mqtt::describe(*seen.packet, seen.version)
                                 : fmt::format("malformed packet of {} bytes", seen.bytes.size());
    return fmt::format("{} ({} {}, connection {}, packet {})", what, seen.device,
                       seen.direction == Direction::up ? "up" : "down", seen.connection, count);
}

std::string counted(std::uint64_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

FaultBoard::FaultBoard(Recorder& recorder, Luck luck, bool lies)
    : recorder_(recorder), luck_(luck), lies_(lies) {}

std::uint64_t FaultBoard::install(const std::string& kind, std::unique_ptr<Fault> fault,
                                  bool must_hit) {
    BREAKWIRE_INVARIANT(port_ != nullptr);
    if (forgets_) std::erase_if(installed_, [](const Installed& each) { return !each.in_force; });
    const std::uint64_t number = recorder_.next_fault();  // the boards of a run share it
    std::vector<std::string> targets = fault->targets();
    const Luck luck = luck_.of(fmt::format("{}#{}", kind, number));
    installed_.push_back({number,
                          kind,
                          std::move(fault),
                          std::move(targets),
                          luck,
                          0,
                          {},
                          {},
                          {},
                          true,
                          recorder_.now(),
                          must_hit});
    begin(installed_.back());
    return number;
}

void FaultBoard::begin(Installed& installed) {
    record(installed, Phase::begin, "");
    installed.fault->prepare(port_->timers(), installed.luck);
    const int connections = installed.fault->begin(*port_);
    if (connections > 0) {
        hit(installed, counted(static_cast<std::uint64_t>(connections), "connection"));
    }
    begin_elsewhere(installed);
    if (installed.fault->momentary()) end(installed);
}

void FaultBoard::begin_elsewhere(Installed& installed) {
    if (processes_ != nullptr && installed.fault->begin_on_process(*processes_) > 0) {
        hit(installed, "its process");
    }
    const int devices = power_ != nullptr ? installed.fault->begin_on_power(*power_) : 0;
    if (devices > 0) hit(installed, counted(static_cast<std::uint64_t>(devices), "device"));
    if (lines_of_boards_ == nullptr) return;
    installed.fault->begin_on_lines(
        *lines_of_boards_,
        [this, number = installed.number](const std::string& what) { hit_later(number, what); });
}

void FaultBoard::end(Installed& installed) {
    if (!installed.in_force) return;
    installed.in_force = false;
    installed.fault->end(*port_);
    if (processes_ != nullptr) installed.fault->end_on_process(*processes_);
    if (power_ != nullptr) installed.fault->end_on_power(*power_);
    if (lines_of_boards_ != nullptr) installed.fault->end_on_lines(*lines_of_boards_);
    port_->release(*installed.fault, "*");
    record(installed, Phase::end, counted(installed.hits, "hit"));
}

void FaultBoard::remove(std::uint64_t number) {
    for (std::size_t i = 0; i < installed_.size(); ++i) {
        if (installed_[i].number == number) end(installed_[i]);
    }
}

int FaultBoard::heal(const std::string& kind, const std::string& device) {
    int healed = 0;
    for (std::size_t i = 0; i < installed_.size(); ++i) {
        Installed& each = installed_[i];
        const bool meant =
            (kind.empty() || each.kind == kind) && (device.empty() || among(each.targets, device));
        if (!each.in_force || !meant) continue;
        end(each);
        ++healed;
    }
    return healed;
}

void FaultBoard::remove_all() { heal("", ""); }

// Recording a hit may wake a step that installs another fault, so the loops below count instead of
// iterating, and leave out what joins while they run.

void FaultBoard::on_segment(const std::string& device, ConnectionId connection,
                            SegmentInFlight& segment) {
    const std::size_t count = installed_.size();
    for (std::size_t i = first_for(segment); i < count && !segment.decided(); ++i) {
        Installed& each = installed_[i];
        if (each.in_force && among(each.targets, device)) {
            pass_segment(each, device, connection, segment);
        }
    }
}

std::size_t FaultBoard::first_for(const SegmentInFlight& segment) const {
    if (segment.behind() == nullptr) return 0;
    const auto is_it = [&](const Installed& each) { return each.fault.get() == segment.behind(); };
    const auto at = std::ranges::find_if(installed_, is_it);
    return static_cast<std::size_t>(at - installed_.begin()) + 1;
}

void FaultBoard::pass_segment(Installed& installed, const std::string& device,
                              ConnectionId connection, SegmentInFlight& segment) {
    const Direction direction = segment.direction();
    const Luck luck = installed.luck.of(device).of(direction == Direction::up ? "up" : "down");
    installed.fault->on_segment(segment, luck, installed.segments[{device, direction}]++);
    if (!segment.touched()) return;
    segment.forget_touch();
    if (installed.touched.insert(connection).second) {
        hit(installed, fmt::format("{}, connection {}", device, connection));
    }
}

void FaultBoard::on_packet(PacketInFlight& packet) {
    const std::size_t count = installed_.size();
    for (std::size_t i = 0; i < count && !packet.dropped(); ++i) {
        Installed& each = installed_[i];
        if (each.in_force && each.fault->sees_packets() &&
            among(each.targets, packet.seen().device)) {
            pass_packet(each, packet);
        }
    }
}

void FaultBoard::pass_packet(Installed& installed, PacketInFlight& packet) {
    const PacketSeen& seen = packet.seen();
    const Luck luck =
        installed.luck.of(seen.device).of(seen.direction == Direction::up ? "up" : "down");
    packet.set_times(recorder_.now(), installed.began);
    installed.fault->on_packet(packet, luck, installed.packets[{seen.device, seen.direction}]++);
    if (!packet.touched()) return;
    packet.forget_touch();
    hit(installed, describe(seen, installed.packets[{seen.device, seen.direction}]));
}

template <class InFlight>
void FaultBoard::ask(const std::string& device, InFlight& in_flight,
                     void (Fault::*about)(InFlight&), const std::string& detail) {
    const std::size_t count = installed_.size();
    for (std::size_t i = 0; i < count; ++i) {
        Installed& each = installed_[i];
        if (!each.in_force || !among(each.targets, device)) continue;
        (*each.fault.*about)(in_flight);
        if (!in_flight.touched()) continue;
        in_flight.forget_touch();
        hit(each, detail);
    }
}

void FaultBoard::on_handshake(const std::string& device, HandshakeInFlight& handshake) {
    ask(device, handshake, &Fault::on_handshake,
        fmt::format("{}, connection {}, TLS {}", device, handshake.connection(),
                    handshake.part() == TlsPart::client ? "client" : "server"));
}

void FaultBoard::on_tls_close(const std::string& device, TlsCloseInFlight& close) {
    ask(device, close, &Fault::on_tls_close,
        fmt::format("{}, connection {}, TLS {}", device, close.connection(),
                    close.part() == TlsPart::client ? "client" : "server"));
}

void FaultBoard::on_lookup(const std::string& device, LookupInFlight& lookup) {
    ask(device, lookup, &Fault::on_lookup, device + " looks up " + lookup.name());
}

bool FaultBoard::sees_packets(const std::string& device) const {
    return std::ranges::any_of(installed_, [&](const Installed& each) {
        return each.in_force && each.fault->sees_packets() && among(each.targets, device);
    });
}

bool FaultBoard::concerns(const std::string& device) const {
    return std::ranges::any_of(installed_, [&](const Installed& each) {
        return each.in_force && among(each.targets, device);
    });
}

std::vector<std::string> FaultBoard::never_hit() const {
    std::vector<std::string> out;
    for (const Installed& each : installed_) {
        if (each.hits > 0 || !each.must_hit) continue;
        out.push_back(fmt::format("{} ({})", each.kind, fmt::join(each.targets, ", ")));
    }
    return out;
}

std::uint64_t FaultBoard::hits_of(std::uint64_t number) const {
    for (const Installed& each : installed_) {
        if (each.number == number) return each.hits;
    }
    return 0;
}

void FaultBoard::hit(Installed& installed, const std::string& detail) {
    ++installed.hits;
    record(installed, Phase::hit, detail);
}

void FaultBoard::hit_later(std::uint64_t number, const std::string& detail) {
    for (Installed& each : installed_) {
        if (each.number == number && each.in_force) return hit(each, detail);
    }
}

void FaultBoard::record(const Installed& installed, Phase phase, std::string detail) {
    const std::string target = fmt::format("{}", fmt::join(installed.targets, ", "));
    recorder_.add(
        FaultEvent{installed.number, installed.kind, target, phase, std::move(detail), lies_});
}

}  // namespace breakwire::sim
