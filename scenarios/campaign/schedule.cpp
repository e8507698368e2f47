#include "scenarios/campaign/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/invariant.hpp"

namespace breakwire::scenarios {

namespace {

struct Stretch {
    Duration from{};
    Duration until{};
};

/// Draws what one rule has in store.
class Draws {
public:
    Draws(const FaultRule& rule, Duration lasts, const Cast& cast, const Luck& luck)
        : rule_(rule),
          lasts_(lasts),
          cast_(cast),
          luck_(luck),
          kind_(*cast.faults->find(rule.kind())),
          devices_(devices_of(rule, cast)) {}

    std::vector<Episode> all() {
        if (rule_.every) draw_by_rate();
        if (rule_.times) draw_by_count();
        if (rule_.rest) draw_in_turn();
        return std::move(episodes_);
    }

private:
    void draw_by_rate() {
        const double mean = static_cast<double>(rule_.every->count());
        double at = 0;
        for (std::uint64_t i = 0;; ++i) {
            at += -mean * std::log(1.0 - luck_.unit("gap", i));
            if (at >= static_cast<double>(lasts_.count())) return;
            add_burst(Duration{static_cast<Duration::rep>(at)}, i);
        }
    }

    void draw_by_count() {
        const std::uint32_t count = draw(*rule_.times, luck_, "times", 0);
        for (std::uint32_t i = 0; i < count; ++i) {
            add_burst(luck_.uniform("instant", i, {}, lasts_ - 1ms), i);
        }
    }

    void draw_in_turn() {
        Duration at{};
        for (std::uint64_t i = 0;; ++i) {
            at += std::max(draw(*rule_.rest, luck_, "rest", i), Duration{1ms});
            if (at >= lasts_) return;
            at = std::max(add_burst(at, i), at);
        }
    }

    /// Returns when the last of them is over.
    Duration add_burst(Duration at, std::uint64_t occurrence) {
        const std::uint32_t count = draw(rule_.burst, luck_, "burst", occurrence);
        Duration end = at;
        for (std::uint32_t i = 0; i < count && at < lasts_; ++i) {
            const std::uint64_t ordinal = episodes_.size();
            Episode one{rounded(at), fault(ordinal), {}};
            if (rule_.lasts) one.lasts = draw(*rule_.lasts, luck_, "for", ordinal);
            end = std::max(end, at + one.lasts.value_or(Duration{}));
            episodes_.push_back(std::move(one));
            at += draw(rule_.gap, luck_, "between", ordinal);
        }
        return end;
    }

    /// Nobody reads nanoseconds.
    static Duration rounded(Duration at) {
        return std::chrono::floor<std::chrono::milliseconds>(at);
    }

    Node fault(std::uint64_t ordinal) const {
        Node drawn = with_draws(rule_.kinds, luck_.of("settings"), ordinal);
        const std::string key = target_key(kind_);
        Node& settings = drawn.entries.front().value;
        const bool told = settings.is_scalar() || settings.is_sequence();
        if (key.empty() || told || settings.find(key) != nullptr || devices_.empty()) return drawn;
        if (settings.is_null()) settings = Node::mapping(settings.at);
        Node target = key == "devices" ? group(ordinal, settings.at) : one(ordinal, settings.at);
        settings.entries.insert(settings.entries.begin(), {key, settings.at, std::move(target)});
        return drawn;
    }

    Node one(std::uint64_t ordinal, const Place& at) const {
        return Node::scalar(devices_[luck_.bits("device", ordinal) % devices_.size()], at);
    }

    /// Each device with even odds; one of them if that is nobody.
    Node group(std::uint64_t ordinal, const Place& at) const {
        Node list;
        list.kind = Node::Kind::sequence;
        list.at = at;
        for (const std::string& device : devices_) {
            if (luck_.unit("group/" + device, ordinal) < 0.5) {
                list.items.push_back(Node::scalar(device, at));
            }
        }
        return list.items.empty() ? one(ordinal, at) : list;
    }

    const FaultRule& rule_;
    Duration lasts_;
    const Cast& cast_;
    Luck luck_;
    const Declaration& kind_;
    std::vector<std::string> devices_;
    std::vector<Episode> episodes_;
};

std::vector<Stretch> quiet_periods(const CampaignSection& campaign, const Luck& luck) {
    std::vector<Stretch> periods;
    if (!campaign.quiet) return periods;
    Duration at{};
    for (std::uint64_t i = 0; at < campaign.lasts; ++i) {
        at += draw(campaign.quiet->every, luck, "every", i);
        const Duration until = at + draw(campaign.quiet->lasts, luck, "for", i);
        periods.push_back({at, until});
        at = until;
    }
    return periods;
}

bool is_momentary(const Episode& one, const Cast& cast) {
    Mistakes none;
    const auto fault = cast.faults->make_one(one.fault, none);
    BREAKWIRE_INVARIANT(fault != nullptr);  // both ends of its ranges were tried at load
    return fault->momentary();
}

/// Whether it may stand; what would reach too far ends earlier.
bool fit(Episode& one, const std::vector<Stretch>& quiet, Duration lasts, const Cast& cast) {
    Duration limit = lasts;
    for (const Stretch& period : quiet) {
        if (one.at >= period.from && one.at < period.until) return false;
        if (one.at < period.from) limit = std::min(limit, period.from);
    }
    const Duration longest = limit - one.at;
    if (one.lasts) one.lasts = std::min(*one.lasts, longest);
    // At the campaign's end everything heals anyway.
    if (!one.lasts && limit < lasts && !is_momentary(one, cast)) one.lasts = longest;
    return longest > Duration{};
}

/// How long the broker is away or held up; a `restart` says so in its settings.
Duration busy_time(const Episode& one) {
    if (one.lasts) return *one.lasts;
    const Node& settings = one.fault.entries.front().value;
    const Node* down = settings.find("down_for");
    const auto typed = down != nullptr ? parse_duration(down->text) : std::nullopt;
    return typed.value_or(Duration{1s});
}

/// One at a time: a broker that is away cannot be ended once more.
void leave_out_overlaps(std::vector<Episode>& schedule, const Cast& cast) {
    Duration busy_until{};
    std::erase_if(schedule, [&](const Episode& one) {
        const Declaration& kind = *cast.faults->find(one.fault.entries.front().key);
        const auto& needs = kind.needs;
        if (std::find(needs.begin(), needs.end(), "broker_process") == needs.end()) return false;
        if (one.at < busy_until) return true;
        busy_until = one.at + busy_time(one) + 1ms;
        return false;
    });
}

Node step_of(const char* verb, const std::string& value) {
    Node step = Node::mapping();
    step.entries.push_back({verb, {}, Node::scalar(value)});
    return step;
}

}  // namespace

Node Episode::step() const {
    Node settings = fault;
    if (lasts) settings.entries.push_back({"for", fault.at, Node::scalar(to_string(*lasts))});
    Node step = Node::mapping(fault.at);
    step.entries.push_back({"fault", fault.at, std::move(settings)});
    return step;
}

std::vector<Episode> draw_schedule(const CampaignSection& campaign, const Cast& cast,
                                   const Luck& luck) {
    std::vector<Episode> schedule;
    std::map<std::string, int> of_this_kind;
    for (const FaultRule& rule : campaign.faults) {
        const int number = ++of_this_kind[rule.kind()];
        const Luck own = luck.of(fmt::format("{}#{}", rule.kind(), number));
        for (Episode& one : Draws(rule, campaign.lasts, cast, own).all()) {
            schedule.push_back(std::move(one));
        }
    }
    return put_in_order(std::move(schedule), campaign, cast, luck);
}

std::vector<Episode> put_in_order(std::vector<Episode> schedule, const CampaignSection& campaign,
                                  const Cast& cast, const Luck& luck) {
    const std::vector<Stretch> quiet = quiet_periods(campaign, luck.of("quiet"));
    std::erase_if(schedule, [&](Episode& one) { return !fit(one, quiet, campaign.lasts, cast); });
    std::stable_sort(schedule.begin(), schedule.end(),
                     [](const Episode& a, const Episode& b) { return a.at < b.at; });
    leave_out_overlaps(schedule, cast);
    return schedule;
}

Node timed_steps(const std::vector<Episode>& schedule, Duration lasts) {
    Node steps;
    steps.kind = Node::Kind::sequence;
    Duration now{};
    const auto wait_until = [&](Duration at) {
        if (at > now) steps.items.push_back(step_of("wait", to_string(at - now)));
        now = std::max(now, at);
    };
    for (const Episode& one : schedule) {
        wait_until(one.at);
        steps.items.push_back(one.step());
    }
    wait_until(lasts);
    return steps;
}

Node steps_of(const CampaignSection& campaign, const std::vector<Episode>& schedule) {
    Node steps = timed_steps(schedule, campaign.lasts);
    steps.items.push_back(Node::scalar("heal"));
    if (campaign.calm > Duration{}) {
        steps.items.push_back(step_of("wait", to_string(campaign.calm)));
    }
    if (campaign.finally) {
        for (const Node& step : campaign.finally->node.items) steps.items.push_back(step);
    }
    return steps;
}

}  // namespace breakwire::scenarios
