#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios::will_sentences {

namespace {

std::string by(mqtt::Version version, const char* in_3_1_1, const char* in_5_0) {
    return version == mqtt::Version::v3_1_1 ? in_3_1_1 : in_5_0;
}

}  // namespace

std::string published(mqtt::Version version) { return by(version, "v311/3.1.2-8", "v5/3.1.2-8"); }
std::string removed(mqtt::Version version) { return by(version, "v311/3.1.2-10", "v5/3.1.2-10"); }
std::string cancelled(mqtt::Version version) { return by(version, "v311/3.14.4-3", "v5/3.14.4-3"); }
std::string stored(mqtt::Version version) { return by(version, "v311/3.1.2-17", "v5/3.1.2-15"); }
std::string not_stored(mqtt::Version version) {
    return by(version, "v311/3.1.2-16", "v5/3.1.2-14");
}
std::string granted_qos(mqtt::Version version) { return by(version, "v311/3.8.4-6", "v5/3.8.4-8"); }
std::string retain_cleared(mqtt::Version version) {
    return by(version, "v311/3.3.1-9", "v5/3.3.1-12");
}

std::vector<Findings::Sentence> all() {
    return {
        {"v311/3.1.2-8", "a will is published when its connection ends without a DISCONNECT"},
        {"v311/3.1.2-10", "a will is gone once it was published or a DISCONNECT was received"},
        {"v311/3.1.2-12", "a connection without a will ends without one"},
        {"v311/3.1.2-16", "a will with retain 0 is published as non-retained"},
        {"v311/3.1.2-17", "a will with retain 1 is published as retained"},
        {"v311/3.3.1-9", "a will reaches a standing subscription with the retain flag clear"},
        {"v311/3.8.4-6", "a will is delivered at the lower of its QoS and the granted QoS"},
        {"v311/3.14.4-3", "DISCONNECT discards the will unpublished"},
        {"v5/3.1.2-8",
         "a will is published after the connection ended, at its delay or the session's end, "
         "whichever is first, unless DISCONNECT 0x00 or a new connection came before"},
        {"v5/3.1.2-10", "a will is gone once it was published or DISCONNECT 0x00 was received"},
        {"v5/3.1.2-14", "a will with retain 0 is published as non-retained"},
        {"v5/3.1.2-15", "a will with retain 1 is published as retained"},
        {"v5/3.1.3-9", "a session resumed within the will delay sends no will"},
        {"v5/3.3.1-12",
         "a will reaches a standing subscription without Retain As Published with the retain flag "
         "clear"},
        {"v5/3.3.1-13", "a will reaches a subscription with Retain As Published with its own flag"},
        {"v5/3.8.4-8", "a will is delivered at the lower of its QoS and the granted QoS"},
        {"v5/3.14.4-3", "DISCONNECT 0x00 discards the will unpublished"},
        {asked_for, "DISCONNECT with another reason than 0x00 leaves the will to be published"},
        {permitted,
         "a will whose author may not write its topic is never published, and nobody gets a will "
         "that he may not read"},
    };
}

}  // namespace breakwire::scenarios::will_sentences
