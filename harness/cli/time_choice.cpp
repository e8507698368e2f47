#include "harness/cli/time_choice.hpp"

namespace breakwire::harness {

TimeChoice choose_time(const std::optional<TimeMode>& asked, const scenarios::Scenario& scenario,
                       const scenarios::BrokerTraits& traits, const std::string& unled_program) {
    const bool broker_can = traits.abilities.contains("virtual_time");
    const std::string why_not = broker_can ? unled_program : traits.name + ' ' + traits.why_not_led;
    const bool can_be_led = why_not.empty();
    TimeChoice choice;
    if (asked && scenario.time && *asked != *scenario.time) {
        choice.conflict = "it asks for time: " + scenario.time->text();
    }
    const std::optional<TimeMode> wanted = scenario.time ? scenario.time : asked;
    if (wanted) {
        choice.mode = *wanted;
        if (wanted->jumps() && !can_be_led) choice.conflict = why_not;
        return choice;
    }
    choice.mode.kind = can_be_led ? TimeMode::Kind::jumps : TimeMode::Kind::wall;
    choice.why = why_not;
    return choice;
}

}  // namespace breakwire::harness
