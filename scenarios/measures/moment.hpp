#pragma once

#include "scenarios/measures/watched.hpp"

namespace breakwire::scenarios {

/// Something that happens in a run, at which a measure of time begins or ends: a fault comes into
/// force, one is taken away, or a device sees what a check looks for.
class Moment {
public:
    Moment() = default;
    explicit Moment(Node typed) : typed_(std::move(typed)) {}

    void settle(const Cast& cast, Mistakes& mistakes);

    /// Of whom it is the moment; empty for a fault. Nothing if `event` is something else.
    std::optional<std::string> see(const sim::Event& event);

    /// The device or fleet that it is about, as it was typed; empty for a fault.
    std::string about() const;

private:
    bool is_fault() const;

    Node typed_;  ///< one entry
    std::vector<std::unique_ptr<Check>> checks_;
};

}  // namespace breakwire::scenarios

namespace breakwire {

template <>
struct ValueType<scenarios::Moment> {
    static std::string name() { return "fault, healed or device with a check"; }
    static nlohmann::json schema();
    static std::optional<scenarios::Moment> read(const Node& node, Mistakes& mistakes);
    static std::string text(const scenarios::Moment&) { return ""; }
};

}  // namespace breakwire
