#pragma once

#include <optional>
#include <vector>

#include "scenarios/campaign/ranges.hpp"
#include "scenarios/steps/open_fields.hpp"
#include "scenarios/steps/step_list.hpp"

namespace breakwire::scenarios {

/// A kind of fault that a campaign has in store: how often it comes, how long it lasts and whom it
/// may befall. Exactly one of `every`, `times` and `rest` says how often.
struct FaultRule {
    Node kinds;                          ///< `{KIND: settings}`; settings may hold ranges
    std::optional<Duration> every;       ///< mean gap; gaps are exponential, so faults may overlap
    std::optional<CountRange> times;     ///< so often in all, at any instants
    std::optional<DurationRange> rest;   ///< from the end of one to the next
    std::optional<DurationRange> lasts;  ///< nothing: until the end of the faults, or momentary
    CountRange burst{1, 1};              ///< so many in a row each time
    DurationRange gap{1s, 1s};           ///< between those of a burst
    std::vector<DeviceName> on;          ///< empty: any device

    static OpenFields<FaultRule> fields();
    void validate(const Places& places) const;

    /// "rst"; empty if the rule could not be read.
    std::string kind() const;
};

/// Stretches in which no fault is in force.
struct QuietPeriods {
    DurationRange every;  ///< from the end of one to the next
    DurationRange lasts;

    static Fields<QuietPeriods> fields();
    void validate(const Places& places) const;
};

/// What makes a scenario file a campaign: after its steps, faults come by luck for a while, then
/// all is well for a while, and then laws judge.
struct CampaignSection {
    Duration lasts{};
    std::vector<FaultRule> faults;
    std::optional<QuietPeriods> quiet;
    Duration calm{30s};
    std::optional<StepList> finally;

    static Fields<CampaignSection> fields();
    void validate(const Places& places) const;
};

/// More faults than this in one schedule are a mistake: nobody reads it, and it would take long.
inline constexpr std::size_t most_faults = 10'000;

/// Adds what is wrong with each rule although its values by themselves are well typed: kinds and
/// devices that are not there, settings that the kind does not have at either end of their ranges,
/// faults that are over at once and told to last. `finally` as any list of steps.
void find_campaign_mistakes(const Node& campaign, const Cast& cast, Mistakes& mistakes);

/// What `faults` has in store, as steps: `fault: {KIND: {...}}`, for whoever looks what they need.
Node as_steps(const CampaignSection& campaign);

/// Whom it may befall, one by one.
std::vector<std::string> devices_of(const FaultRule& rule, const Cast& cast);

/// The setting in which a fault of this kind says whom it befalls, "device" or "devices"; empty if
/// it befalls no device.
std::string target_key(const Declaration& kind);

}  // namespace breakwire::scenarios
