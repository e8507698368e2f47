#pragma once

#include <vector>

#include "scenarios/campaign/campaign_section.hpp"

namespace breakwire::scenarios {

/// One fault of a schedule.
struct Episode {
    Duration at{};                  ///< after the beginning of the faults
    Node fault;                     ///< `{rst: {device: pump}}`: drawn, as one would type it
    std::optional<Duration> lasts;  ///< nothing: it is over at once, or heals with all others

    /// As a step: `fault: {rst: {device: pump}, for: 5s}`.
    Node step() const;
};

/// Draws the faults of a campaign, in the order of their instants; `luck` is the campaign's own.
///
/// What each rule draws depends on its kind and its place among the rules of that kind alone, so
/// that a rule more leaves the others' faults alone. No fault outlasts the campaign or reaches into
/// a quiet period. Of those that act on the broker's process, none begins before another is over.
std::vector<Episode> draw_schedule(const CampaignSection& campaign, const Cast& cast,
                                   const Luck& luck);

/// Brings a schedule whose episodes were moved about into order again, by the same rules; `luck` is
/// the campaign's own, which says when it is quiet.
std::vector<Episode> put_in_order(std::vector<Episode> schedule, const CampaignSection& campaign,
                                  const Cast& cast, const Luck& luck);

/// The schedule as ordinary steps: waits, and faults at their instants; then everything heals, and
/// it is calm for a while; then `finally`.
Node steps_of(const CampaignSection& campaign, const std::vector<Episode>& schedule);

/// The same without a campaign: waits and faults alone, up to `lasts`.
Node timed_steps(const std::vector<Episode>& schedule, Duration lasts);

}  // namespace breakwire::scenarios
