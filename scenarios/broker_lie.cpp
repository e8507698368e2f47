#include "scenarios/broker_lie.hpp"

#include <algorithm>
#include <regex>

#include "sim/mqtt/statements.hpp"
#include "sim/mqtt/value_types.hpp"

namespace breakwire::scenarios {

Fields<BrokerLie> BrokerLie::fields() {
    return Fields<BrokerLie>("lies", "what `breakwire prove` tells on the broker's behalf, by name")
        .required("lie", &BrokerLie::sentence, "one sentence: what such a broker does")
        .required("breaks", &BrokerLie::breaks, "normative ids: v311/3.1.2-8, v5/3.1.2-8, BW-ACL-1")
        .optional("mqtt", &BrokerLie::versions, "the versions in which it makes sense")
        .optional("requires", &BrokerLie::abilities,
                  "abilities of the broker without which it cannot be told")
        .optional("packets", &BrokerLie::packets,
                  "packet faults between the broker and its wire tap, for all devices if they name "
                  "none")
        .optional("misreads", &BrokerLie::misreads,
                  "what of its configuration the broker takes for something else")
        .example(
            "will_dropped: {lie: Wills are forgotten, breaks: v5/3.1.2-8, packets: "
            "[{packet_rewrite: {match: {type: connect, will: true}, set: {without: will}}}]}");
}

void BrokerLie::validate(const Places& at) const {
    if (sentence.empty()) at.fail("lie", "is empty: one sentence on what such a broker does");
    if (breaks.empty()) at.fail("breaks", "is empty: which statement is it that it breaks?");
    if (versions.empty()) at.fail("mqtt", "names no version");
    if (packets.empty() && misreads.empty()) at.fail("lies", "need packets or misreads");
}

bool BrokerLie::speaks(mqtt::Version version) const {
    return std::ranges::count(versions, version) > 0;
}

void check_normative_ids(const Node* ids, Mistakes& mistakes) {
    static const std::regex id("(v311|v5)/[0-9]+(\\.[0-9]+){1,2}-[0-9]+|BW(-[A-Z0-9]+)+-[0-9]+");
    const auto check = [&mistakes](const Node& item) {
        if (!item.is_scalar()) return;
        if (!std::regex_match(item.text, id)) {
            mistakes.add(item.at, "'" + item.text +
                                      "' is no normative id, such as v311/3.1.2-8, v5/3.1.2-22 or "
                                      "BW-ACL-1");
        } else if (item.text.front() == 'v' && mqtt::find_statement(item.text) == nullptr) {
            mistakes.add(item.at, mqtt::unknown_statement(item.text));
        }
    };
    if (ids == nullptr || ids->is_null()) return;
    if (!ids->is_sequence()) return check(*ids);
    for (const Node& item : ids->items) check(item);
}

}  // namespace breakwire::scenarios
