#pragma once

#include <functional>
#include <memory>

#include "scenarios/stage.hpp"

namespace breakwire::scenarios {

/// Tells of each event from a given number on: those already recorded first, later ones as they
/// come, each once and in order. Ends when it is stopped or destroyed, also from inside a call.
class Watch {
public:
    using See = std::function<void(const sim::Event&)>;

    Watch() = default;
    ~Watch() { stop(); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// With `devices`, tells of events about these alone.
    void begin(Stage& stage, std::uint64_t from, See see,
               const std::vector<std::string>& devices = {});
    void stop();
    bool running() const { return state_ != nullptr; }

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace breakwire::scenarios
