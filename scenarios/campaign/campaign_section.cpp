#include "scenarios/campaign/campaign_section.hpp"

#include <algorithm>
#include <cmath>

#include "scenarios/steps/make_fault.hpp"

namespace breakwire::scenarios {

namespace {

FieldInfo rule_kind_info() {
    return {"KIND",
            "one fault, such as {rst: {}}; whom it befalls is drawn unless it says so, and values "
            "may be ranges, {delay: {by: 20ms..2s}}",
            "settings of the fault",
            "",
            true,
            LazySchema(nlohmann::json{{"$ref", "#/$defs/fault"}})};
}

bool has_target(const Node& settings, const std::string& key) {
    return settings.is_scalar() || settings.is_sequence() || settings.find(key) != nullptr;
}

/// The fault of a rule at one end of its ranges, on all whom it may befall.
Node sample_fault(const FaultRule& rule, const Declaration& kind, const Cast& cast, RangeEnd end) {
    Node fault = with_end(rule.kinds, end);
    const std::string key = target_key(kind);
    Node& settings = fault.entries.front().value;
    if (key.empty() || has_target(settings, key)) return fault;
    Node targets;
    targets.kind = Node::Kind::sequence;
    targets.at = settings.at;
    for (const std::string& device : devices_of(rule, cast)) {
        targets.items.push_back(Node::scalar(device, settings.at));
    }
    if (settings.is_null()) settings = Node::mapping(settings.at);
    settings.entries.push_back({key, settings.at, std::move(targets)});
    return fault;
}

void check_targets(const FaultRule& rule, const Declaration& kind, const Cast& cast,
                   Mistakes& mistakes) {
    cast.check(rule.on, mistakes);
    if (rule.on.empty()) return;
    const std::string key = target_key(kind);
    if (key.empty()) {
        mistakes.add(rule.on.front().at,
                     "'" + kind.name + "' befalls no device, so `on` makes no sense");
    } else if (has_target(rule.kinds.entries.front().value, key)) {
        mistakes.add(rule.on.front().at, "'" + kind.name + "' says already whom it befalls");
    }
}

void check_momentary(const FaultRule& rule, const sim::Fault& fault, const Node& typed,
                     Mistakes& mistakes) {
    if (fault.momentary() && rule.lasts) {
        Places(typed, mistakes).fail("for", "makes no sense: the fault is over at once");
    }
    if (!fault.momentary() && rule.rest && !rule.lasts) {
        Places(typed, mistakes).fail("rest", "needs `for`: the fault does not end by itself");
    }
}

/// Faults that leave the broker dead for good, so that what follows tests nothing.
bool ends_everything(const std::string& kind) { return kind == "kill" || kind == "terminate"; }

void check_rule(const Node& typed, const Cast& cast, Mistakes& mistakes) {
    Mistakes told_by_reading;
    FaultRule rule;
    if (!FaultRule::fields().read(rule, typed, told_by_reading)) return;
    if (rule.kinds.entries.size() != 1) {
        mistakes.add(typed.at, "expected one fault" + suggestion("", cast.faults->names()));
        return;
    }
    const Node::Entry& entry = rule.kinds.entries.front();
    const Declaration* kind = cast.faults->find(entry.key);
    if (kind == nullptr) {
        std::vector<std::string> known = cast.faults->names();
        for (std::string& key : FaultRule::fields().declaration().keys()) known.push_back(key);
        mistakes.add(entry.key_at,
                     "unknown fault '" + entry.key + "'" + suggestion(entry.key, known));
        return;
    }
    if (ends_everything(entry.key)) {
        mistakes.add(entry.key_at, "'" + entry.key +
                                       "' leaves no broker for what follows; `restart` brings it "
                                       "back");
    }
    const std::size_t so_far = mistakes.count();
    check_targets(rule, *kind, cast, mistakes);
    if (mistakes.count() != so_far) return;  // the fault would say the same of its devices
    for (const RangeEnd end : {RangeEnd::low, RangeEnd::high}) {
        const std::size_t before = mistakes.count();
        const auto fault = make_fault(sample_fault(rule, *kind, cast, end), cast, mistakes);
        if (fault && end == RangeEnd::low) check_momentary(rule, *fault, typed, mistakes);
        if (mistakes.count() != before) return;  // the other end would say the same again
    }
}

double faults_expected(const FaultRule& rule, Duration lasts) {
    const double all = static_cast<double>(lasts.count());
    double times = 0;
    if (rule.every) times = all / static_cast<double>(rule.every->count());
    if (rule.times) times = rule.times->high;
    if (rule.rest)
        times = all / static_cast<double>(std::max(rule.rest->low, Duration{1ms}).count());
    return times * rule.burst.high;
}

}  // namespace

OpenFields<FaultRule> FaultRule::fields() {
    return {Fields<FaultRule>("campaign fault", "a kind of fault that a campaign has in store")
                .optional("every", &FaultRule::every,
                          "so long from one to the next on average, by chance: they may overlap")
                .optional("times", &FaultRule::times, "so often in all, at any instants")
                .optional("rest", &FaultRule::rest,
                          "one at a time, with so much time between the end of one and the next")
                .optional("for", &FaultRule::lasts, "how long each lasts")
                .optional("burst", &FaultRule::burst, "so many in a row each time")
                .optional("gap", &FaultRule::gap, "between those of a burst")
                .optional("on", &FaultRule::on,
                          "devices and fleets of which each befalls one, or with `devices` a "
                          "group; any device if nobody is named")
                .example("faults: [{partition: {}, rest: 10s..2m, for: 5s..60s}]"),
            rule_kind_info(), &FaultRule::kinds};
}

void FaultRule::validate(const Places& places) const {
    const int said = int{every.has_value()} + int{times.has_value()} + int{rest.has_value()};
    if (said != 1) places.fail("every", "or `times` or `rest` says how often, one of them");
    if (every && *every == Duration{}) places.fail("every", "is no time at all");
    if (lasts && lasts->low == Duration{}) places.fail("for", "begins at no time at all");
    if (burst.low == 0) places.fail("burst", "begins at none");
}

std::string FaultRule::kind() const {
    return kinds.entries.empty() ? "" : kinds.entries.front().key;
}

Fields<QuietPeriods> QuietPeriods::fields() {
    return Fields<QuietPeriods>("quiet", "stretches of a campaign in which no fault is in force")
        .required("every", &QuietPeriods::every, "from the end of one to the next")
        .required("for", &QuietPeriods::lasts, "how long each lasts")
        .example("quiet: {every: 2m..4m, for: 30s}");
}

void QuietPeriods::validate(const Places& places) const {
    if (every.low == Duration{}) places.fail("every", "begins at no time at all");
}

Fields<CampaignSection> CampaignSection::fields() {
    return Fields<CampaignSection>(
               "campaign",
               "faults that come by luck once the steps are over; each seed has a schedule of its "
               "own, and `breakwire campaign` runs many")
        .required("for", &CampaignSection::lasts, "how long faults come")
        .required("faults", &CampaignSection::faults,
                  "what may come: kinds of faults with how often, how long and on whom")
        .optional("quiet", &CampaignSection::quiet, "stretches in which no fault is in force")
        .optional("calm", &CampaignSection::calm, "without faults, before laws judge")
        .optional("finally", &CampaignSection::finally, "steps after that")
        .example("campaign: {for: 10m, faults: [{rst: {}, every: 1m}]}");
}

void CampaignSection::validate(const Places& places) const {
    if (lasts == Duration{}) places.fail("for", "is no time at all");
    if (faults.empty()) places.fail("faults", "is an empty list");
    double all = 0;
    for (const FaultRule& rule : faults) all += faults_expected(rule, lasts);
    if (all > static_cast<double>(most_faults)) {
        places.fail("faults", "come about " + std::to_string(std::llround(all)) +
                                  " times, more than " + std::to_string(most_faults));
    }
}

std::vector<std::string> devices_of(const FaultRule& rule, const Cast& cast) {
    if (!rule.on.empty()) return cast.everybody(rule.on);
    std::vector<DeviceName> all;
    for (const std::string& name : cast.names()) all.push_back({name, {}});
    return cast.everybody(all);
}

std::string target_key(const Declaration& kind) {
    for (const std::string& key : kind.keys()) {
        if (key == "device" || key == "devices") return key;
    }
    return "";
}

void find_campaign_mistakes(const Node& campaign, const Cast& cast, Mistakes& mistakes) {
    if (!campaign.is_mapping()) return;
    const Node* rules = campaign.find("faults");
    if (rules != nullptr && rules->is_sequence()) {
        for (const Node& rule : rules->items) check_rule(rule, cast, mistakes);
    } else if (rules != nullptr) {
        check_rule(*rules, cast, mistakes);
    }
    const Node* finally = campaign.find("finally");
    if (finally != nullptr) make_step_list(*finally, "", cast, mistakes);
}

Node as_steps(const CampaignSection& campaign) {
    Node steps;
    steps.kind = Node::Kind::sequence;
    for (const FaultRule& rule : campaign.faults) {
        Node step = Node::mapping(rule.kinds.at);
        step.entries.push_back({"fault", rule.kinds.at, rule.kinds});
        steps.items.push_back(std::move(step));
    }
    if (campaign.finally) {
        for (const Node& step : campaign.finally->node.items) steps.items.push_back(step);
    }
    return steps;
}

}  // namespace breakwire::scenarios
