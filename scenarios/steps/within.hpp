#pragma once

#include "scenarios/steps/step.hpp"

namespace breakwire::scenarios {

/// When something is expected, as it was typed after `within:`.
///
///     60s                        from the last action on, up to then
///     [15s, 23s]                 not before, not after
///     at_once                    what the broker's driver calls at once
///     {delay: 5s}                due after 5 s, within the broker's granularity
///     keep_alive                 when the broker has to drop the device that fell silent: the one
///                                that the last fault, power cut or stop concerned
///     {keep_alive: thermometer}  the same, for this device
struct Within {
    enum class Kind { window, at_once, delay, keep_alive };
    Kind kind = Kind::window;
    Window window{0s, 5s};  ///< of `window`
    Duration delay{};
    std::optional<DeviceName> device{};

    /// "within 5s", "within 15s to 23s", "within the keep alive of thermometer".
    std::string text() const;
};

/// A `Within` in simulated time. With a keep alive it moves: it is counted from the last packet
/// that the broker read, and some may still have been under way.
class Span {
public:
    /// What stands in the way goes to `problem`: no CONNECT seen, keep alive off.
    static std::optional<Span> resolve(const Within& within, Stage& stage, std::string& problem);

    /// Moves with packets of the silent device that the broker still reads.
    void see(const sim::Event& event);

    Instant from() const { return base_ + window_.from; }
    Instant to() const { return base_ + window_.to; }
    Instant base() const { return base_; }
    /// Whether the device goes on being heard, so that the window never comes.
    bool never_comes() const { return base_ > first_base_ + window_.to; }
    const std::string& device() const { return device_; }

private:
    Span(Instant base, Window window, std::string device = {})
        : first_base_(base), base_(base), window_(window), device_(std::move(device)) {}
    static std::optional<Span> of_keep_alive(const Within& within, Stage& stage,
                                             std::string& problem);

    Instant first_base_;
    Instant base_;
    Window window_;
    std::string device_;  ///< whose silence counts; empty if the window does not move
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::Within> {
    static std::string name() {
        return "duration, [from, to], at_once, keep_alive, {keep_alive: DEVICE} or {delay: 5s}";
    }
    static nlohmann::json schema();
    static std::optional<scenarios::Within> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::Within& value);
};

}  // namespace breakwire
