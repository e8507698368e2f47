#pragma once

#include <optional>

#include "sim/base/fields.hpp"

namespace breakwire::devices {

/// The `battery:` of a sensor. Capacity and drains are in one unit of the user's choice.
struct BatterySettings {
    double capacity = 0;
    double per_message = 0;
    double per_second = 0;  ///< awake
    double per_second_asleep = 0;

    static Fields<BatterySettings> fields();
    void validate(const Places& at) const;
};

/// What is left in a battery, in simulated time that its owner tells it.
class Battery {
public:
    /// Full at first. `settings` must outlive this.
    explicit Battery(const BatterySettings& settings)
        : settings_(&settings), left_(settings.capacity) {}

    /// Power is drawn from `now` on, as one draws awake or asleep.
    void draw(Instant now, bool awake);
    /// Nothing is drawn from `now` on.
    void rest(Instant now);
    void send(Instant now);
    void replace() { left_ = settings_->capacity; }

    /// Charge left when `now` was last told, 0 to 1.
    double share() const { return left_ / settings_->capacity; }
    bool empty() const { return left_ <= 0; }
    /// When it will be empty if nothing changes.
    std::optional<Instant> empty_at() const;

private:
    void pass(Instant now);

    const BatterySettings* settings_;
    double left_;
    double rate_ = 0;  ///< drawn per second at the moment
    Instant told_{};
};

}  // namespace breakwire::devices
