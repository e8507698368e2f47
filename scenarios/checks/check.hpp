#pragma once

#include <memory>
#include <string>

#include "scenarios/stage.hpp"
#include "sim/base/catalog.hpp"

namespace breakwire::scenarios {

/// What an event is to a check.
enum class Sight {
    nothing,        ///< not its concern
    match,          ///< what it waits for
    near,           ///< almost: worth showing if nothing matches ("payload 'on', not 'off'")
    contradiction,  ///< breaks it whatever comes later
};

/// An expectation about one device: pure judgement of events. Windows, counting and `never` are the
/// business of the steps that hold it.
///
/// One kind is one class in one file with its `fields()`, and a line in `builtin.cpp`.
class Check {
public:
    virtual ~Check() = default;

    /// An event before the last action: no evidence, but a check may need to know how things stood
    /// (which version is spoken, what was asked under which packet id).
    virtual void recall(const sim::Event&) {}

    /// What an event after the last action is to this check. Called for each event in order, so a
    /// check may keep state.
    virtual Sight see(const sim::Event& event) = 0;

    /// How many matches are wanted, and whether one more would be one too many; then, how many
    /// there have to be at the end of the window.
    virtual std::size_t wanted() const { return 1; }
    virtual bool exact() const { return false; }
    virtual std::size_t needed() const { return wanted(); }

    /// What is still to come, where counting matches does not tell: `3 messages, first...`.
    virtual std::string missing() const { return ""; }

    /// Without the device: `receives plant/1/state "offline" retain false, exactly 1`.
    virtual std::string text() const = 0;
    /// What `event` was, for evidence: `PUBLISH q1 plant/1/state "online" at 3.201 s`.
    virtual std::string describe(const sim::Event& event) const;

    /// Whether it looks at events that are not about its device as well.
    virtual bool looks_at_everybody() const { return false; }

    /// Whether it can judge a device whose packets are sealed from end to end.
    virtual bool judges_sealed() const { return false; }

    /// The device it is about.
    std::string device;
    bool sealed = false;  ///< its packets cannot be seen
    /// What the event that met it is kept as for later steps; may be empty.
    std::string as;
};

/// The table of all checks.
void add_builtin_checks(Catalog<Check>& checks);

/// That table, made once.
const Catalog<Check>& builtin_checks();

}  // namespace breakwire::scenarios
