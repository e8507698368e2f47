#include "scenarios/laws/will_content.hpp"

#include <algorithm>

#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios {

namespace {

std::string quality(mqtt::Qos qos) { return "QoS " + std::to_string(static_cast<int>(qos)); }

}  // namespace

bool subscriptions_settled(const WillCase& shared, const Connection& reader, Instant since) {
    return reader.session->whole && !reader.leaving && reader.asked.empty() &&
           reader.unsubscribing.empty() &&
           reader.subscriptions_changed + shared.traits.promptness < since;
}

void WillContent::check(const WillRecord& will, const Connection& reader,
                        const mqtt::Publish& publish, const sim::Event& event) {
    const Account& account = case_.ledger.account_of(will);
    // Another origin of the same message could have made any delivery of it.
    if (case_.ledger.ordinary(will.key).count > 0) return;
    check_rights(will, reader, event);
    if (!account.uniform || !subscriptions_settled(case_, reader, *will.may_from)) return;
    const auto standing = matching(*reader.session, will.content.topic);
    if (standing.empty()) return;
    check_qos(will, reader, publish, standing, event);
    check_retain(will, reader, publish, standing, event);
}

void WillContent::check_rights(const WillRecord& will, const Connection& reader,
                               const sim::Event& event) {
    const std::string& topic = will.content.topic;
    const Account& account = case_.ledger.account_of(will);
    const bool only_origin = account.wills.size() == 1 && account.published.empty();
    const std::string what = WillCase::name(will) + " came to " + reader.name();
    const std::vector<std::uint64_t> evidence{will.connect_event, event.number};
    if (only_origin) {
        accuse_later(will.author, Access::write, topic, will.connect_at,
                     {will_sentences::permitted, what + ", though its author may not write there",
                      event.at, evidence});
    }
    accuse_later(reader.identity, Access::read, topic, *will.may_from,
                 {will_sentences::permitted, what + ", who may not read it", event.at, evidence});
}

void WillContent::accuse_later(const Identity& who, Access access, const std::string& topic,
                               Instant since, Violation violation) {
    if (case_.rights.of(who, access, topic, since, violation.at) != Permission::denied) return;
    const Instant when = violation.at + case_.traits.promptness;
    case_.agenda.add(when, [this, who, access, topic, since, violation = std::move(violation)] {
        const Permission then = case_.rights.of(who, access, topic, since, violation.at);
        if (then == Permission::denied) case_.findings.violated(violation);
    });
}

void WillContent::check_qos(const WillRecord& will, const Connection& reader,
                            const mqtt::Publish& publish, const Subscriptions& standing,
                            const sim::Event& event) {
    const std::string id = will_sentences::granted_qos(reader.connect.version);
    const bool right = std::any_of(standing.begin(), standing.end(), [&](const Standing* each) {
        return publish.qos == std::min(will.content.qos, each->granted);
    });
    if (right) {
        case_.findings.held(id);
        return;
    }
    case_.findings.violated({id,
                             WillCase::name(will) + ", willed at " + quality(will.content.qos) +
                                 ", came at " + quality(publish.qos) + " to " + reader.name() +
                                 ", granted " + quality(standing.front()->granted),
                             event.at,
                             {will.connect_event, event.number}});
}

void WillContent::check_retain(const WillRecord& will, const Connection& reader,
                               const mqtt::Publish& publish, const Subscriptions& standing,
                               const sim::Event& event) {
    const auto asking = std::count_if(standing.begin(), standing.end(), [](const Standing* each) {
        return each->retain_as_published;
    });
    const bool all = asking == static_cast<std::ptrdiff_t>(standing.size());
    if (asking > 0 && !all) return;  // either flag is right for one of the subscriptions
    const bool wanted = all && will.content.retain;
    const std::string id =
        all ? will_sentences::retain_kept : will_sentences::retain_cleared(reader.connect.version);
    if (publish.retain == wanted) {
        case_.findings.held(id);
        return;
    }
    case_.findings.violated({id,
                             WillCase::name(will) + " came with retain " +
                                 (publish.retain ? "1" : "0") + " to a standing subscription of " +
                                 reader.name(),
                             event.at,
                             {will.connect_event, event.number}});
}

}  // namespace breakwire::scenarios
