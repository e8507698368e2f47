#pragma once

#include "scenarios/campaign/schedule.hpp"

namespace breakwire::scenarios {

/// What another seed would have drawn, and on top of it an excerpt of a schedule that was tried:
/// half of its time or more. Then one to three changes: an episode that comes twice in short
/// succession, or two that are brought close together.
///
/// What changes follows from `mutation` alone, which stands for the other seed too. `luck` is the
/// campaign's own, with which the schedule was drawn. What comes out keeps the rules of
/// `draw_schedule`: quiet periods, the end of the campaign, one broker process.
std::vector<Episode> mutated(std::vector<Episode> schedule, const CampaignSection& campaign,
                             const Cast& cast, const Luck& luck, std::uint64_t mutation);

}  // namespace breakwire::scenarios
