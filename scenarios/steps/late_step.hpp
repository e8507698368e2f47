#pragma once

#include <memory>

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// A step that names what an expectation is to keep: `publish: {..., payload: "{order}"}`. It is
/// read once to find its mistakes, and again when it begins, with what was kept filled in.
class LateStep final : public Step {
public:
    /// `typed` is what it looks like with its braces: text and `acts` are told from it. It may be
    /// null where the braces stand for something that no text is, such as a number.
    LateStep(Node::Entry entry, std::unique_ptr<Step> typed, Cast cast)
        : entry_(std::move(entry)), typed_(std::move(typed)), cast_(std::move(cast)) {}

    std::string text() const override;
    void begin(Stage& stage, Done done) override;
    bool acts() const override;
    bool acts_to_its_end() const override {
        return known() != nullptr && known()->acts_to_its_end();
    }
    TimeSpan takes(const TimeSpan& since) const override;

private:
    const Step* known() const { return step_ ? step_.get() : typed_.get(); }
    bool fill(Node& node, const Stage& stage, std::string& problem) const;

    Node::Entry entry_;
    std::unique_ptr<Step> typed_;
    std::unique_ptr<Step> step_;  ///< once it has begun
    Cast cast_;
};

/// Whether a step names anything that is kept somewhere in the scenario. Steps that hold others do
/// not: those inside of them do.
bool names_captures(const Node::Entry& step, const Cast& cast);

/// Makes such a step and adds its mistakes, but for those about values that are not there yet;
/// nullptr after a mistake.
std::unique_ptr<Step> make_late_step(const Node::Entry& entry, const std::string& path,
                                     const Cast& cast, Mistakes& mistakes);

/// The names that the expectations in `steps` keep something under, as they were typed.
std::set<std::string> captures_in(const Node& steps);

/// Adds a mistake for each step that names what no step before it keeps, and for names that
/// resemble one. `known` words mean something to others.
void find_early_references(const Node& steps, const std::vector<std::string>& known,
                           Mistakes& mistakes);

}  // namespace breakwire::scenarios
