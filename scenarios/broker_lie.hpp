#pragma once

#include "scenarios/misreading.hpp"
#include "sim/mqtt/packet.hpp"

namespace breakwire::scenarios {

/// One way in which a broker could be wrong, told on behalf of a broker that is right: what tests
/// are tested with.
///
/// It is in force from before the first connection, in any scenario: packets are changed between
/// the broker tap and the broker, in both directions, so that the broker is told something else
/// than was said or says something else than it meant; and its configuration is misread.
struct BrokerLie {
    std::string id;  ///< "will/dropped": the file's name and the key
    Place typed_at;
    std::string sentence;             ///< what such a broker does
    std::vector<std::string> breaks;  ///< normative ids: v311/3.1.2-8
    std::vector<mqtt::Version> versions{mqtt::Version::v3_1_1, mqtt::Version::v5_0};
    std::vector<std::string> abilities;  ///< broker abilities without which it cannot be told
    std::vector<Node> packets;           ///< packet faults, each with its devices, in order
    std::vector<Misreading> misreads;

    static Fields<BrokerLie> fields();
    void validate(const Places& at) const;

    std::set<Misreading> misreadings() const { return {misreads.begin(), misreads.end()}; }
    bool speaks(mqtt::Version version) const;
};

/// Adds what among `ids` is no normative id, or one of a statement that the standards do not have.
void check_normative_ids(const Node* ids, Mistakes& mistakes);

}  // namespace breakwire::scenarios
