#pragma once

#include <functional>
#include <string>

#include "scenarios/stage.hpp"
#include "scenarios/steps/cast.hpp"
#include "scenarios/steps/time_span.hpp"

namespace breakwire::scenarios {

/// How a step ended.
struct StepOutcome {
    enum class Kind {
        done,
        failed,      ///< an expectation was broken
        unworkable,  ///< it could not be carried out: the case is inconclusive
    };
    Kind kind = Kind::done;
    std::string detail{};

    static StepOutcome failed(std::string detail) { return {Kind::failed, std::move(detail)}; }
    static StepOutcome unworkable(std::string why) { return {Kind::unworkable, std::move(why)}; }
};

/// One line of a scenario's `steps`. Made anew for each case, begun once.
///
/// One verb is one class in one file with its `fields()`, and a line in `builtin.cpp`.
class Step {
public:
    using Done = std::function<void(StepOutcome)>;

    virtual ~Step() = default;

    /// The step in words, as the progress line and the report show it: "start dashboard".
    virtual std::string text() const = 0;

    /// Called once after its fields are read from `settings`, with `path` and `at` set: takes in
    /// keys that the scenario chooses itself, and adds mistakes that need its names. Also called if
    /// a field could not be read, which then has its default, so that one run tells every mistake.
    virtual void settle(const Node& settings, const Cast& cast, Mistakes& mistakes);

    /// Carries it out; calls `done` exactly once, at once or at a later instant.
    virtual void begin(Stage& stage, Done done) = 0;

    /// How long it takes, as far as the scenario says: its waits and windows. What ends as soon as
    /// something has happened takes nothing. `since`: the last action, from which windows count.
    virtual TimeSpan takes(const TimeSpan& /*since*/) const { return {}; }

    /// Whether it does something to the world, so that windows are measured from it.
    virtual bool acts() const { return true; }

    /// Whether that is done only when the step is over, as a broker that starts is there only when
    /// it is ready: windows are measured from the step's end then.
    virtual bool acts_to_its_end() const { return false; }

    std::string path;  ///< set by whoever made it: "3", or "3.2" inside a group
    Place at;
};

/// Begins a step the way every step is begun, by the director or by a step that holds others:
/// records its begin and end, marks the last action, and passes the outcome on. Both must outlive
/// the step's end.
void begin_step(Stage& stage, Step& step, Step::Done done);

/// The table of all verbs.
void add_builtin_steps(Catalog<Step>& steps);

/// That table, made once.
const Catalog<Step>& builtin_steps();

}  // namespace breakwire::scenarios
