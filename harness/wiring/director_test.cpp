#include "harness/wiring/director.hpp"

#include <gtest/gtest.h>

#include "harness/wiring/fake_stage.hpp"

namespace breakwire::harness {
namespace {

using scenarios::Step;
using scenarios::StepOutcome;

/// Takes `length` of simulated time and ends as it is told to.
class Scripted final : public Step {
public:
    Scripted(std::string text, Duration length, StepOutcome outcome = {})
        : text_(std::move(text)), length_(length), outcome_(std::move(outcome)) {}

    std::string text() const override { return text_; }
    bool acts() const override { return text_ != "wait"; }
    void begin(scenarios::Stage& stage, Done done) override {
        stage.timers().after(length_, [this, done = std::move(done)] { done(outcome_); });
    }

private:
    std::string text_;
    Duration length_;
    StepOutcome outcome_;
};

class DirectorTest : public testing::Test {
protected:
    void play(std::vector<std::unique_ptr<Step>> steps) {
        director_ = std::make_unique<Director>(
            stage_, std::move(steps), [this](const std::string& text) { shown_.push_back(text); });
        director_->begin();
        stage_.time.advance(60s);
    }
    static std::vector<std::unique_ptr<Step>> three(StepOutcome second = {}) {
        std::vector<std::unique_ptr<Step>> steps;
        steps.push_back(std::make_unique<Scripted>("start", 1s));
        steps.push_back(std::make_unique<Scripted>("wait", 2s, std::move(second)));
        steps.push_back(std::make_unique<Scripted>("stop", 0s));
        return steps;
    }

    FakeStage stage_;
    std::unique_ptr<Director> director_;
    std::vector<std::string> shown_;
};

TEST_F(DirectorTest, PlaysTheStepsInOrderAndShowsEach) {
    play(three());
    EXPECT_TRUE(director_->finished());
    EXPECT_EQ(director_->culprit(), nullptr);
    EXPECT_EQ(shown_, (std::vector<std::string>{"1/3 start", "2/3 wait", "3/3 stop"}));
}

TEST_F(DirectorTest, StopsAtTheFirstStepThatFails) {
    play(three(StepOutcome::failed("nothing came")));
    EXPECT_TRUE(director_->finished());
    ASSERT_NE(director_->culprit(), nullptr);
    EXPECT_EQ(director_->culprit()->text(), "wait");
    EXPECT_EQ(director_->outcome().detail, "nothing came");
    EXPECT_EQ(shown_.size(), 2U);
}

TEST_F(DirectorTest, MeasuresWindowsFromTheLastStepThatActed) {
    std::vector<std::unique_ptr<Step>> steps = three();
    steps.pop_back();
    play(std::move(steps));
    EXPECT_EQ(stage_.last_action(), Instant{});  // "start" began at 0; "wait" does not act
}

TEST_F(DirectorTest, RecordsBeginAndEndOfEachStep) {
    play(three());
    std::vector<std::pair<std::string, sim::Phase>> seen;
    for (const sim::Event& event : stage_.record.events()) {
        if (const auto* step = event.as<sim::StepEvent>())
            seen.emplace_back(step->text, step->phase);
    }
    ASSERT_EQ(seen.size(), 6U);
    EXPECT_EQ(seen[2], std::pair(std::string("wait"), sim::Phase::begin));
    EXPECT_EQ(seen[3], std::pair(std::string("wait"), sim::Phase::end));
}

}  // namespace
}  // namespace breakwire::harness
