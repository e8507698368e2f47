#include "reports/sequence_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/record/narrate.hpp"

namespace breakwire::reports {

namespace {

using sim::Direction;
using sim::Tap;

/// Whom an event concerns; empty if nobody in particular.
struct Concerned {
    template <class Body>
    std::string operator()(const Body& body) const {
        if constexpr (requires { body.device; }) return body.device;
        return "";
    }
};

/// What says again what the packets around it say.
bool told_otherwise(const sim::Event& event) {
    using enum sim::DeviceState;
    const auto* device = event.as<sim::DeviceEvent>();
    if (device == nullptr) return false;
    return device->state == connecting || device->state == connected ||
           device->state == published || device->state == acknowledged ||
           device->state == subscribed || device->state == received;
}

Tap origin(Direction direction) { return direction == Direction::up ? Tap::client : Tap::broker; }

constexpr const char* lost = "never arrives";
constexpr const char* made = "made on the way";

}  // namespace

SequenceText::SequenceText(const CaseResult& result) {
    for (const Finding& finding : result.findings) {
        if (!finding.held) evidence_.insert(finding.evidence.begin(), finding.evidence.end());
    }
}

void SequenceText::see(const sim::Event& event) {
    if (const auto* packet = event.as<sim::PacketSeen>()) return see_packet(event, *packet);
    if (told_otherwise(event)) return;
    Line& line = add(event);
    if (event.as<sim::FaultEvent>() != nullptr) line.mark = '*';
    const auto* check = event.as<sim::CheckEvent>();
    if (check != nullptr && !check->held) line.evidence = true;
}

void SequenceText::see_packet(const sim::Event& event, const sim::PacketSeen& packet) {
    if (packet.tap != origin(packet.direction)) {
        if (!arrives(event, packet)) add(event).behind = made;
        return;
    }
    add(event).behind = lost;  // until it does
    under_way_[{packet.connection, packet.direction}].push_back(
        {lines_.size() - 1, event.at, packet.bytes});
}

/// TCP keeps the order, so that what was sent before a packet that arrives will not come any more,
/// unless a fault has changed places.
bool SequenceText::arrives(const sim::Event& event, const sim::PacketSeen& packet) {
    auto& sent = under_way_[{packet.connection, packet.direction}];
    const auto it = std::ranges::find(sent, packet.bytes, &UnderWay::bytes);
    if (it == sent.end()) return false;
    Line& line = lines_[it->line];
    const Duration took = event.at - it->sent;
    line.behind = took == Duration{} ? "" : "+" + breakwire::to_string(took);
    line.evidence = line.evidence || evidence_.contains(event.number);
    sent.erase(it);
    return true;
}

SequenceText::Line& SequenceText::add(const sim::Event& event) {
    lines_.push_back({std::visit(Concerned{}, event.body), sim::narrate(event), "", ' ',
                      evidence_.contains(event.number)});
    return lines_.back();
}

std::string SequenceText::text(const std::string& device) const {
    std::string out;
    for (const Line& line : lines_) {
        if (!device.empty() && !line.device.empty() && line.device != device) continue;
        const std::size_t time = line.told.find("  ");
        out += fmt::format("{}{:>12} {} {}", line.evidence ? '>' : ' ', line.told.substr(0, time),
                           line.mark, line.told.substr(time + 2));
        out += line.behind.empty() ? "\n" : fmt::format("  ({})\n", line.behind);
    }
    return out;
}

}  // namespace breakwire::reports
