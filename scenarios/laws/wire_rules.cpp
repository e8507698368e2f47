#include "scenarios/laws/wire_rules.hpp"

namespace breakwire::scenarios {

namespace {

constexpr Rule rules[] = {
    {"v311/3.2.0-1", "v5/3.2.0-1", "the broker sends nothing before CONNACK (5.0: but AUTH)"},
    {"BW-WIRE-2", "v5/3.2.0-2", "a connection has one CONNACK"},
    {"v311/3.1.4-4", "v5/3.1.4-5", "a CONNECT is answered"},
    {"v311/3.2.2-5", "v5/3.2.2-7", "a refused connection is closed"},
    {"v311/3.1.0-2", "v5/3.1.0-2", "a second CONNECT ends the connection"},
    {"v311/4.8.0-1", "v5/4.13.1-1", "what the standard forbids ends the connection"},
    {nullptr, "BW-WIRE-4", "a connection closed for what its client did wrong is told an error"},
    {"BW-WIRE-1", "BW-WIRE-1", "what the broker sends is well-formed"},
    {"BW-WIRE-3", "BW-WIRE-3", "the broker sends only packets that a server may send"},
    {"v311/3.3.2-2", "v5/3.3.2-2", "the topic of a PUBLISH has no wildcard"},
    {"v311/3.3.1-2", "v5/3.3.1-2", "DUP is 0 at QoS 0"},
    {"v311/4.3.2-2", "v5/4.3.2-4", "a PUBLISH at QoS 1 is answered by PUBACK"},
    {"v311/4.3.3-2", "v5/4.3.3-8", "a PUBLISH at QoS 2 is answered by PUBREC"},
    {"v311/4.3.3-1", "v5/4.3.3-4", "a PUBREC, and nothing else, is answered by PUBREL"},
    {"v311/4.3.3-2", "v5/4.3.3-11", "a PUBREL is answered by PUBCOMP"},
    {"v311/2.3.1-6", "v5/2.2.1-5", "an acknowledgement has the packet id of what it acknowledges"},
    {"v311/3.8.4-1", "v5/3.8.4-1", "a SUBSCRIBE is answered by SUBACK"},
    {"v311/3.10.4-4", "v5/3.10.4-4", "an UNSUBSCRIBE is answered by UNSUBACK"},
    {"v311/2.3.1-7", "v5/2.2.1-6", "SUBACK and UNSUBACK have the packet id of what they answer"},
    {"v311/3.8.4-5", "v5/3.8.4-6", "SUBACK has a code for each filter"},
    {"v311/3.8.4-5", "v5/3.8.4-7", "SUBACK grants no more than was asked for"},
    {nullptr, "v5/3.11.3-1", "UNSUBACK has a code for each filter"},
    {"v311/3.12.4-1", "v5/3.12.4-1", "a PINGREQ is answered by PINGRESP"},
    {"BW-WIRE-5", "BW-WIRE-5", "a PINGRESP answers a PINGREQ"},
    {"v311/2.3.1-4", "v5/2.2.1-4", "a new PUBLISH has a packet id that is not in use"},
    {nullptr, "v5/4.4.0-1", "nothing is sent again before the client connects again"},
    {"v311/4.3.3-1", "v5/4.3.3-6", "a PUBLISH is not sent again after its PUBREC"},
    {nullptr, "v5/3.3.4-9", "no more deliveries are under way than the client's Receive Maximum"},
    {nullptr, "v5/3.1.2-24", "no packet is longer than the client's Maximum Packet Size"},
    {nullptr, "v5/3.1.2-26", "a topic alias is at most the client's Topic Alias Maximum"},
    {nullptr, "v5/3.1.2-27", "a client without Topic Alias Maximum gets no topic alias"},
    {nullptr, "BW-WIRE-6", "a topic alias stands for a topic only after it was given one"},
    {nullptr, "v5/3.1.2-29", "who asked for no problem information gets none but where it may be"},
    {nullptr, "v5/3.1.2-28", "response information comes only to those who asked for it"},
    {nullptr, "v5/4.12.0-6", "who names no authentication method gets none, and no AUTH"},
    {nullptr, "v5/3.1.3-7", "a client without an id is told the one it was given"},
    {nullptr, "v5/3.2.2-16", "an assigned client id is nobody else's"},
    {"v311/3.1.3-8", nullptr, "an empty client id with Clean Session 0 is refused"},
    {"v311/3.1.2-24", "v5/3.1.2-22", "a client silent for 1.5 x keep alive is disconnected"},
    {"v311/3.1.4-2", "v5/3.1.4-3", "a client that connects again loses its old connection"},
    {nullptr, "v5/3.1.4-3", "the old connection is told 0x8E, Session taken over"},
    {nullptr, "v5/3.14.2-2", "a server's DISCONNECT has no session expiry"},
    {nullptr, "v5/3.14.4-1", "DISCONNECT is the last packet"},
    {nullptr, "v5/3.14.4-2", "who sends DISCONNECT closes the connection"},
    {nullptr, "v5/3.14.0-1", "no DISCONNECT comes before CONNACK"},
    {nullptr, "v5/3.14.2-1", "a DISCONNECT has a reason that a server may give"},
};

static_assert(std::size(rules) == static_cast<std::size_t>(WireRule::disconnect_reason) + 1);

}  // namespace

std::span<const Rule> wire_rules() { return rules; }

}  // namespace breakwire::scenarios
