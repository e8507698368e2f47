#pragma once

#include <map>
#include <set>

#include "scenarios/steps/step.hpp"
#include "scenarios/steps/watch.hpp"

namespace breakwire::scenarios {

/// Waits until devices that were told to connect have arrived: each is connected with its own
/// subscriptions answered, or its attempt has failed, or its connection has ended again. Which of
/// these it should be is for a later `expect` to say. Lives with its step.
class Arrivals {
public:
    /// A device that is neither connected nor refused after this is not coming.
    static constexpr Duration connect_limit = 120s;
    /// A subscription that is not answered after this is left for an `expect` to judge.
    static constexpr Duration subscribe_limit = 10s;
    /// What a device does of its own accord on a fresh connection, it begins within this.
    static constexpr Duration settling = 20ms;

    /// `subscriptions`: how many each device is known to make. `longer`: the last of them is told
    /// so much later than the first.
    void begin(Stage& stage, const std::vector<std::string>& devices,
               const std::map<std::string, std::size_t>& subscriptions, Step::Done done,
               Duration longer = {});
    /// Those of them that were up and are to start anew: what they do before they connect again is
    /// the end of what was. To be told before `begin`.
    void expect_anew(const std::vector<std::string>& devices);

private:
    struct Traveller {
        bool anew = false;              ///< and has not begun to connect yet
        std::size_t subscriptions = 0;  ///< expected
        std::size_t asked = 0;          ///< subscriptions seen
        std::set<std::uint16_t> unanswered;
        std::optional<Instant> connected;
        bool ended = false;
    };
    using Travellers = std::map<std::string, Traveller>;

    void see(const sim::Event& event);
    void hear(Traveller& traveller, const sim::DeviceEvent& said, Instant at);
    void follow(Traveller& traveller, const sim::PacketSeen& seen);
    bool arrived(const Traveller& traveller) const;
    void update(const Travellers::value_type& traveller);
    void update_due();
    void look();
    void end(StepOutcome outcome);
    StepOutcome verdict_at_limit() const;

    Travellers travellers_;
    std::set<std::string> missing_;  ///< those that have not arrived
    /// When time alone may have let one arrive. Fleets are large: nobody else is asked then.
    std::multimap<Instant, const Travellers::value_type*> due_;
    Stage* stage_ = nullptr;
    Watch watch_;
    Timers::Id next_look_ = 0;
    Instant limit_{};
    Step::Done done_;
};

}  // namespace breakwire::scenarios
