#pragma once

#include "scenarios/steps/expectations.hpp"
#include "scenarios/steps/routes.hpp"
#include "scenarios/steps/watch.hpp"
#include "scenarios/steps/within.hpp"

namespace breakwire::scenarios {

/// Waits until every check has seen what it wants, and fails if one has not when its window ends.
///
/// The window is counted from the last action, and what has happened since then counts, so nothing
/// is missed between steps. A match before the window begins breaks the expectation. A check that
/// says `exactly` or `at_most` holds at the end of the window only. Records one CheckEvent for each
/// check that held or was broken.
class Expect final : public Step {
public:
    static OpenFields<Expect> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;
    bool acts() const override { return false; }
    TimeSpan takes(const TimeSpan& since) const override;

private:
    struct Pending {
        Check* check = nullptr;
        std::vector<std::uint64_t> matches;
        std::vector<std::string> seen;  ///< the matches in words, the first few
        std::vector<std::string> near;  ///< the last few that were almost right
        std::vector<std::uint64_t> near_numbers;
        bool held = false;
    };

    std::vector<std::string> devices_to_watch() const;
    void see(const sim::Event& event);
    void judge(Pending& pending, const sim::Event& event);
    void count(Pending& pending, const sim::Event& event);
    void at_end_of_window();
    void hold(Pending& pending);
    void fail(Pending& pending, const std::string& seen, std::vector<std::uint64_t> evidence);
    void finish_if_all_held(std::uint64_t last);
    void finish(StepOutcome outcome);
    void arm();
    std::string expectation(const Pending& pending) const;

    Node devices_;
    Within within_;
    Expectations expected_;
    Duration keep_alive_{};  ///< the longest that its window may follow, if the scenario says

    std::vector<Pending> pending_;
    Routes routes_;
    std::size_t held_ = 0;  ///< of those that are pending
    std::optional<Span> span_;
    Stage* stage_ = nullptr;
    Watch watch_;
    Timers::Id timer_ = 0;
    Done done_;
};

}  // namespace breakwire::scenarios
