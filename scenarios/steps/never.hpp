#pragma once

#include "scenarios/steps/expectations.hpp"
#include "scenarios/steps/routes.hpp"
#include "scenarios/steps/watch.hpp"

namespace breakwire::scenarios {

/// From when on a `never` looks.
enum class Since { action, now };

/// Holds if for a while nothing happens that the checks would match.
///
/// `for` is counted from this step. What has happened since the last action counts as well, because
/// what must not happen may come before what was expected; `since: now` looks ahead only. The first
/// match breaks it, so a check in it counts nothing.
class Never final : public Step {
public:
    static OpenFields<Never> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;
    bool acts() const override { return false; }
    TimeSpan takes(const TimeSpan&) const override { return {for_, for_}; }

private:
    void see(const sim::Event& event);
    void record(const Check& check, const std::string& seen, bool held,
                std::vector<std::uint64_t> evidence);
    void hold();
    void finish(StepOutcome outcome);
    std::string expectation(const Check& check) const;

    Node devices_;
    Duration for_{};
    Since since_ = Since::action;
    Expectations expected_;
    Routes routes_;

    Stage* stage_ = nullptr;
    Watch watch_;
    Timers::Id timer_ = 0;
    Instant from_{};
    Instant to_{};
    Done done_;
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct EnumNames<scenarios::Since> {
    static std::vector<std::pair<std::string, scenarios::Since>> names() {
        return {{"action", scenarios::Since::action}, {"now", scenarios::Since::now}};
    }
};

}  // namespace breakwire
