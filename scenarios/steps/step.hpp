#pragma once

#include <functional>
#include <string>

#include "scenarios/stage.hpp"
#include "sim/base/catalog.hpp"

namespace breakwire::scenarios {

/// The names a step may refer to, for mistakes at load time.
struct Cast {
    std::vector<std::string> devices;

    /// Adds "unknown device 'x'; did you mean 'y'?" at the key or value of `key`.
    void check_device(const std::string& name, const std::string& key, const Places& at) const;
};

/// How a step ended.
struct StepOutcome {
    enum class Kind {
        done,
        failed,       ///< an expectation was broken
        unworkable,   ///< it could not be carried out: the case is inconclusive
    };
    Kind kind = Kind::done;
    std::string detail;

    static StepOutcome failed(std::string detail) { return {Kind::failed, std::move(detail)}; }
    static StepOutcome unworkable(std::string why) { return {Kind::unworkable, std::move(why)}; }
};

/// One line of a scenario's `steps`. Made anew for each case, begun once.
class Step {
public:
    using Done = std::function<void(StepOutcome)>;

    virtual ~Step() = default;

    /// The step in words, as the progress line and the report show it: "start dashboard".
    virtual std::string text() const = 0;

    /// Mistakes that need the names of the whole scenario, or the catalogs.
    virtual void check(const Cast&, const Catalog<sim::Fault>&, Mistakes&) {}

    /// Carries it out; calls `done` exactly once, at once or at a later instant.
    virtual void begin(Stage& stage, Done done) = 0;

    /// Whether it does something to the world, so that windows are measured from it.
    virtual bool acts() const { return true; }

    std::string path;  ///< set by whoever made it: "3", or "3.2" inside a group
    Place at;
};

/// Begins a step the way every step is begun, by the director or by a step that holds others:
/// records its begin and end, marks the last action, and passes the outcome on. Both must outlive
/// the step's end.
void begin_step(Stage& stage, Step& step, Step::Done done);

}  // namespace breakwire::scenarios
