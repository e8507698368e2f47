#pragma once

#include "scenarios/campaign/ranges.hpp"
#include "scenarios/rate.hpp"
#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// How a device leaves.
enum class Leave { orderly, silent };

/// Lets devices leave and return for a while: who leaves when, and for how long, the seed draws.
///
/// Departures are a Poisson process: the times between two are exponentially distributed around the
/// mean that `rate` says, whoever is connected is as likely as any other. The step is over when its
/// time is and everybody has been told to return.
class Churn final : public Step {
public:
    static Fields<Churn> fields();
    void validate(const Places& places) const;

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;
    TimeSpan takes(const TimeSpan& since) const override;

private:
    void plan();
    void depart();
    void send_away(const std::string& device);
    void come_back(const std::string& device);
    void end_if_over();
    std::optional<std::string> pick();

    std::vector<DeviceName> devices_;
    Rate rate_;
    DurationRange away_{1s, 1min};
    Duration for_{};
    Leave leave_ = Leave::orderly;

    std::vector<std::string> here_;  ///< those that were not sent away, in no order
    std::size_t gone_ = 0;           ///< how many are away
    std::uint64_t departures_ = 0;   ///< so far, those that found nobody included
    bool anybody_ = false;           ///< has left
    Stage* stage_ = nullptr;
    std::optional<Luck> luck_;
    Instant end_{};
    bool planned_ = true;  ///< another departure is to come
    Done done_;
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct EnumNames<scenarios::Leave> {
    static std::vector<std::pair<std::string, scenarios::Leave>> names() {
        return {{"orderly", scenarios::Leave::orderly}, {"silent", scenarios::Leave::silent}};
    }
};

}  // namespace breakwire
