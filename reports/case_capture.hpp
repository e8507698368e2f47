#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/case_result.hpp"
#include "reports/pcapng_blocks.hpp"
#include "reports/tcp_stream.hpp"

namespace breakwire::reports {

/// A packet of a capture.
struct Frame {
    std::string device;
    sim::Tap tap{};
    Instant at{};
    Bytes octets;
    Comments comments;
};

/// Gives each connection of a capture two client ports of its own, the even one as seen at the
/// client, the odd one at the broker: programs that follow TCP take both views for different
/// connections then, and so the connections of cases with the same addresses. Starts again after
/// 25,000 connections.
class PortNumbers {
public:
    std::uint16_t next_pair();

private:
    static constexpr std::uint16_t first = 10'000;
    static constexpr std::uint16_t last = 60'000;
    std::uint16_t next_ = first;
};

/// Makes packets of a case's events, as sniffers at both ends of each connection would see them.
///
/// What is no packet becomes a comment of one: a fault's hit of the packet that it hit, an outcome
/// of the packets that it rests on, a step of the next packet. A connection that vanished is
/// silent.
class CaseCapture {
public:
    /// `broker` is its endpoint as the record's header has it.
    CaseCapture(const Endpoint& broker, PortNumbers& ports) : broker_(broker), ports_(ports) {}

    void see(const sim::Event& event);

    /// What was broken beside expectations, which are events themselves.
    void tell_findings(const std::vector<Finding>& findings);
    /// What still waits for a packet goes to the last one, if there is any.
    void finish();

    const std::vector<Frame>& frames() const { return frames_; }
    /// Comments without a packet, after `finish`: of a case without any.
    const Comments& homeless() const { return waiting_; }

private:
    /// Both views of one connection.
    struct Views {
        std::uint16_t ports = 0;
        std::map<sim::Tap, TcpStream> streams{};
    };

    void draw(const sim::Event& event, const sim::PacketSeen& packet);
    void draw(const sim::Event& event, const sim::BytesSeen& bytes);
    void draw(const sim::Event& event, const sim::SealedSeen& sealed);
    void draw(const sim::Event& event, const sim::ConnectionSeen& connection);
    void draw(const sim::Event& event, const sim::TlsSeen& tls);
    void draw(const sim::Event& event, const sim::FaultEvent& fault);
    void draw(const sim::Event& event, const sim::StepEvent& step);
    void draw(const sim::Event& event, const sim::CheckEvent& check);
    void draw(const sim::Event& event, const sim::BrokerEvent& broker);
    /// What devices, logs and clocks say is not of the wire.
    template <class Body>
    void draw(const sim::Event&, const Body&) {}

    template <class Seen>
    TcpStream& stream(const Seen& seen);
    template <class Seen>
    void add(const sim::Event& event, const Seen& seen, TcpStream::Packets packets);
    Frame* frame_hit(const sim::Event& event, const sim::FaultEvent& fault);
    /// To the packets of these events, else to the next one.
    void tell(const std::string& comment, const std::vector<std::uint64_t>& evidence);

    Endpoint broker_;
    PortNumbers& ports_;
    std::map<std::string, Endpoint> devices_;  ///< their addresses
    std::map<sim::ConnectionId, Views> views_;
    std::vector<Frame> frames_;
    std::map<std::uint64_t, std::size_t> frame_of_;  ///< the last one of an event
    Comments waiting_;                               ///< for the next packet
};

}  // namespace breakwire::reports
