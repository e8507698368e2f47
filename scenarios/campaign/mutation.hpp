#pragma once

#include "scenarios/campaign/schedule.hpp"

namespace breakwire::scenarios {

/// A schedule that is like another one, with one to three changes: an episode less, one that
/// another seed would have drawn, one twice in short succession, two brought close together, or
/// everything after an instant as another seed would have it.
///
/// What changes follows from `mutation` alone, which stands for the other seed too. `luck` is the
/// campaign's own, with which the schedule was drawn. What comes out keeps the rules of
/// `draw_schedule`: quiet periods, the end of the campaign, one broker process.
std::vector<Episode> mutated(std::vector<Episode> schedule, const CampaignSection& campaign,
                             const Cast& cast, const Luck& luck, std::uint64_t mutation);

}  // namespace breakwire::scenarios
