#pragma once

#include "scenarios/laws/wire_explanations.hpp"

namespace breakwire::scenarios {

/// What the broker sends keeps to the terms of the connection: packet ids, the client's Receive
/// Maximum, its Maximum Packet Size, topic aliases, problem information.
class WireDeliveries {
public:
    explicit WireDeliveries(WireCase& shared) : case_(shared), explanations_(shared) {}

    /// Any packet of the broker's, `size` octets long.
    void sent(WireConnection& connection, const mqtt::Packet& packet, std::size_t size,
              const sim::Event& event);
    void published(WireConnection& connection, const mqtt::Publish& publish,
                   const sim::Event& event);

private:
    void numbered(WireConnection& connection, const mqtt::Publish& publish,
                  const sim::Event& event);
    void repeated(WireConnection& connection, const mqtt::Publish& publish,
                  const sim::Event& event);
    void aliased(WireConnection& connection, const mqtt::Publish& publish, const sim::Event& event);

    WireCase& case_;
    WireExplanations explanations_;
};

}  // namespace breakwire::scenarios
