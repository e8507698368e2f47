#include "reports/case_capture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/record/narrate.hpp"

namespace breakwire::reports {

using sim::ConnectionSeen;
using sim::Direction;
using sim::Event;
using sim::Tap;
using sim::Transport;

namespace {

/// `targets` as in a fault event: "pump, valve" or "*".
bool concerns(const std::string& targets, const std::string& device) {
    return targets == "*" || (", " + targets + ",").find(", " + device + ",") != targets.npos;
}

TcpStream::Packets packets_of(TcpStream& stream, const ConnectionSeen& seen) {
    switch (seen.what) {
        case Transport::dialing:
            return stream.dial();
        case Transport::established:
            return stream.accept();
        case Transport::refused:
            return stream.refuse();
        case Transport::fin:
            return stream.fin(seen.direction);
        case Transport::rst:
            return stream.rst(seen.direction);
        case Transport::timed_out:
        case Transport::vanished:
            break;
    }
    return {};
}

}  // namespace

std::uint16_t PortNumbers::next_pair() {
    const std::uint16_t pair = next_;
    next_ = static_cast<std::uint16_t>(next_ + 2);
    if (next_ >= last) next_ = first;
    return pair;
}

void CaseCapture::see(const Event& event) {
    std::visit([&](const auto& body) { draw(event, body); }, event.body);
}

template <class Seen>
TcpStream& CaseCapture::stream(const Seen& seen) {
    Views& views = views_[seen.connection];
    if (views.ports == 0) views.ports = ports_.next_pair();
    Endpoint client = devices_[seen.device];
    client.port = static_cast<std::uint16_t>(views.ports + (seen.tap == Tap::broker ? 1 : 0));
    return views.streams.try_emplace(seen.tap, client, broker_).first->second;
}

template <class Seen>
void CaseCapture::add(const Event& event, const Seen& seen, TcpStream::Packets packets) {
    for (Bytes& octets : packets) {
        frames_.push_back({seen.device, seen.tap, event.at, std::move(octets), {}});
        frames_.back().comments.swap(waiting_);
        frame_of_[event.number] = frames_.size() - 1;
    }
}

void CaseCapture::draw(const Event& event, const sim::PacketSeen& packet) {
    if (packet.error) waiting_.push_back(narrate(event));
    add(event, packet, stream(packet).data(packet.direction, packet.bytes));
}

void CaseCapture::draw(const Event& event, const sim::BytesSeen& bytes) {
    waiting_.push_back(narrate(event));
    add(event, bytes, stream(bytes).data(bytes.direction, bytes.bytes));
}

void CaseCapture::draw(const Event& event, const sim::SealedSeen& sealed) {
    add(event, sealed, stream(sealed).data(sealed.direction, sealed.bytes));
}

void CaseCapture::draw(const Event& event, const sim::TlsSeen&) {
    waiting_.push_back(narrate(event));
}

void CaseCapture::draw(const Event& event, const ConnectionSeen& connection) {
    if (const auto address = parse_endpoint(connection.address)) {
        devices_[connection.device] = *address;
    }
    auto packets = packets_of(stream(connection), connection);
    if (packets.empty() || connection.what == Transport::dialing) {
        waiting_.push_back(narrate(event));
    }
    add(event, connection, std::move(packets));
}

/// The network asks faults about a packet right after a tap has seen it.
Frame* CaseCapture::frame_hit(const Event& event, const sim::FaultEvent& fault) {
    for (auto frame = frames_.rbegin(); frame != frames_.rend() && frame->at == event.at; ++frame) {
        if (concerns(fault.target, frame->device)) return &*frame;
    }
    return nullptr;
}

void CaseCapture::draw(const Event& event, const sim::FaultEvent& fault) {
    Frame* frame = fault.phase == sim::Phase::hit ? frame_hit(event, fault) : nullptr;
    (frame != nullptr ? frame->comments : waiting_).push_back(narrate(event));
}

void CaseCapture::draw(const Event& event, const sim::StepEvent& step) {
    if (step.phase == sim::Phase::begin) waiting_.push_back(narrate(event));
}

void CaseCapture::draw(const Event& event, const sim::CheckEvent& check) {
    tell(narrate(event), check.evidence);
}

void CaseCapture::draw(const Event& event, const sim::BrokerEvent&) {
    waiting_.push_back(narrate(event));
}

void CaseCapture::tell(const std::string& comment, const std::vector<std::uint64_t>& evidence) {
    bool told = false;
    for (const std::uint64_t number : evidence) {
        const auto frame = frame_of_.find(number);
        if (frame == frame_of_.end()) continue;
        frames_[frame->second].comments.push_back(comment);
        told = true;
    }
    if (!told) waiting_.push_back(comment);
}

void CaseCapture::tell_findings(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
        if (finding.held || finding.kind == Finding::Kind::expectation) continue;
        tell(fmt::format("{}  broken {}: {}; seen: {}", to_seconds_text(finding.when), finding.id,
                         finding.expected, finding.seen),
             finding.evidence);
    }
}

void CaseCapture::finish() {
    if (frames_.empty()) return;
    std::ranges::move(waiting_, std::back_inserter(frames_.back().comments));
    waiting_.clear();
}

}  // namespace breakwire::reports
