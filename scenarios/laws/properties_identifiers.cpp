// What the properties law makes of subscription identifiers.
#include <algorithm>

#include "scenarios/laws/properties_law.hpp"

namespace breakwire::scenarios {

using mqtt::PropertyId;

namespace {

std::string listed(const std::vector<std::uint32_t>& identifiers) {
    std::string text;
    for (const std::uint32_t each : identifiers) {
        text += (text.empty() ? "" : ", ") + std::to_string(each);
    }
    return text.empty() ? "none" : text;
}

}  // namespace

/// The subscriptions a message came for; none if that is not sure.
std::vector<const Standing*> PropertiesLaw::settled(const Delivery& delivery) const {
    const Connection& reader = delivery.connection;
    const SessionSeen& session = *reader.session;
    const bool calm = session.whole && !reader.crossed && reader.asked.empty() &&
                      reader.unsubscribing.empty() && !reader.topic.starts_with('$');
    // A retained message may come for a subscription that was made after it.
    const Instant since = delivery.sent.at;
    const bool sure = session.changed + traits_.promptness < since ||
                      (delivery.publish.retain && !reader.resumed && !vague_.contains(reader.id));
    if (!calm || !sure) return {};
    std::size_t wanted = 0;
    for (const auto& [text, until] : session.wanted) {
        const auto filter = TopicFilter::parse(text);
        const bool open = filter && until >= since && filter->matches(reader.topic);
        wanted += open ? 1 : 0;
    }
    auto standing = matching(session, reader.topic);
    if (standing.size() != wanted) return {};  // one is shared, or was given up
    const bool own = reader.identity.client_id == delivery.sent.client;
    const bool shy =
        std::any_of(standing.begin(), standing.end(), [](auto* each) { return each->no_local; });
    if (own && shy && delivery.publish.retain) return {};  // whether No Local counts is not said
    std::erase_if(standing, [own](const Standing* each) { return own && each->no_local; });
    return standing;
}

void PropertiesLaw::judge_identifiers(const Delivery& delivery) {
    const auto standing = settled(delivery);
    auto named =
        delivery.publish.properties.get_all<std::uint32_t>(PropertyId::subscription_identifier);
    if (standing.empty()) return;
    std::vector<std::uint32_t> wanted;
    for (const Standing* each : standing) {
        if (each->identifier != 0) wanted.push_back(each->identifier);
    }
    std::sort(wanted.begin(), wanted.end());
    std::sort(named.begin(), named.end());
    if (wanted.empty() && named.empty()) return;
    const bool known = std::includes(wanted.begin(), wanted.end(), named.begin(), named.end());
    const bool some = !named.empty() || wanted.size() < standing.size();
    const bool right = standing.size() == 1 ? named == wanted : known && some;
    judge(right, PropertiesRule::identifiers, delivery,
          "with subscription identifiers " + listed(named) + " and has subscribed with " +
              listed(wanted));
    // With flags as published some copies may look like retained ones.
    const bool alike = std::none_of(standing.begin(), standing.end(),
                                    [](auto* each) { return each->retain_as_published; });
    // Some copies of an earlier message may have gone out on an earlier connection.
    const bool whole =
        delivery.connection.subscriptions_changed + traits_.promptness < delivery.sent.at;
    if (right && standing.size() > 1 && alike && whole && !delivery.publish.retain) {
        judge_overlap(delivery, standing.size(), std::move(wanted), std::move(named));
    }
}

/// Of overlapping subscriptions each brings a copy, or all of them one.
void PropertiesLaw::judge_overlap(const Delivery& delivery, std::size_t standing,
                                  std::vector<std::uint32_t> wanted,
                                  std::vector<std::uint32_t> named) {
    if (named == wanted && wanted.size() > 1) {
        return judge(true, PropertiesRule::all_identifiers, delivery, "");
    }
    // Where two have the same one, or some have none, a copy for all looks like a copy for one.
    const bool distinct = std::adjacent_find(wanted.begin(), wanted.end()) == wanted.end();
    if (wanted.size() < standing || !distinct) return;
    if (named.size() > 1) {
        return judge(false, PropertiesRule::all_identifiers, delivery,
                     "with subscription identifiers " + listed(named) + " instead of all, " +
                         listed(wanted));
    }
    const DeliveryKey copy{delivery.connection.id, delivery.key};
    std::vector<std::uint32_t>& copies = copies_[copy];
    copies.push_back(named.empty() ? 0 : named.front());
    if (copies.size() > 1) return;
    const Instant at = delivery.event.at;
    agenda_.add(at + 2 * traits_.promptness,
                [this, copy, wanted, at] { settle_copies(copy, wanted, at); });
}

/// No more copies are to come.
void PropertiesLaw::settle_copies(const DeliveryKey& copy, const std::vector<std::uint32_t>& wanted,
                                  Instant at) {
    auto found = copies_.extract(copy);
    const Connection* reader = book_.find(copy.first);
    const auto sent = sent_.find(copy.second);
    if (found.empty() || reader == nullptr || sent == sent_.end() || !sent->second.unique) return;
    const bool free = reader->healthy() && !reader->backed_up() && calm_.ever_since(at) &&
                      !reader->full_since(at);
    std::vector<std::uint32_t>& named = found.mapped();
    const bool one = named.size() == 1;
    if (!free || (!one && named.size() != wanted.size())) return;
    std::sort(named.begin(), named.end());
    const PropertiesRule rule =
        one ? PropertiesRule::all_identifiers : PropertiesRule::own_identifier;
    if (named == wanted) return rules_.held(rule, reader->connect.version);
    rules_.violated(rule, reader->connect.version,
                    reader->name() + (one ? " got one copy" : " got copies") +
                        " that name subscription identifiers " + listed(named) + " instead of " +
                        listed(wanted),
                    at, {sent->second.event});
}

}  // namespace breakwire::scenarios
