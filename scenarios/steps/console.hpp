#pragma once

#include "scenarios/steps/open_fields.hpp"
#include "scenarios/steps/step.hpp"
#include "scenarios/steps/watch.hpp"
#include "sim/base/pattern.hpp"

namespace breakwire::scenarios {

/// What is typed at a device's console, and what it has to answer.
struct ConsoleTalk {
    std::optional<std::string> say;
    std::optional<Pattern> expect;
    Duration within{5s};

    static Fields<ConsoleTalk> fields();
    void validate(const Places& at) const;
};

/// Types at the consoles of boards that play devices, and waits for what they say to it. An answer
/// that does not come is a broken expectation.
class ConsoleStep final : public Step {
public:
    static OpenFields<ConsoleStep> fields();

    std::string text() const override;
    void settle(const Node& settings, const Cast& cast, Mistakes& mistakes) override;
    void begin(Stage& stage, Done done) override;
    TimeSpan takes(const TimeSpan& since) const override;

private:
    struct Conversation {
        std::string device;
        ConsoleTalk talk;
        bool answered = false;
    };

    void listen(Stage& stage);
    void hear(const sim::Event& event);
    void give_up();
    void tell(const Conversation& conversation, const std::string& seen,
              std::vector<std::uint64_t> evidence);
    void finish(StepOutcome outcome);

    Node devices_;
    std::vector<Conversation> conversations_;
    std::vector<std::string> last_lines_;
    Stage* stage_ = nullptr;
    Watch watch_;
    Timers::Id timer_ = 0;
    Done done_;
};

}  // namespace breakwire::scenarios
