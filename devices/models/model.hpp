#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "devices/client.hpp"
#include "sim/base/catalog.hpp"
#include "sim/base/luck.hpp"
#include "sim/base/timers.hpp"
#include "sim/record/event.hpp"

namespace breakwire::devices {

/// What a device offers the model that lives in it. Calls return at once.
class ModelPort {
public:
    virtual ~ModelPort() = default;
    virtual bool connected() const = 0;
    /// Hands a message to the client stack; `value` is the reading it carries, for the record.
    /// False if the stack refused it.
    virtual bool publish(const Message& message, std::optional<double> value) = 0;
    /// Adds a line to the record: "battery at 50 %".
    virtual void note(const std::string& what, std::optional<double> value) = 0;
    /// The radio goes to sleep: after a clean DISCONNECT, or without a word, losing what the client
    /// had in its memory.
    virtual void sleep(bool cleanly) = 0;
    /// The radio is back; the client connects anew.
    virtual void wake() = 0;
    /// The battery is empty: off, without a word.
    virtual void die() = 0;
};

/// One device's model at work: what it measures, moves and says. Told what happens to its device;
/// all calls come on the thread of the loop that owns time.
class Behaviour {
public:
    virtual ~Behaviour() = default;
    virtual void on_power(bool /*on*/) {}
    virtual void on_connected() {}
    virtual void on_disconnected() {}
    virtual void on_message(const Message&) {}
};

/// What a behaviour is made for. What is referred to outlives it.
struct ModelContext {
    const std::string& device;
    ModelPort& port;
    Timers& timers;
    Luck luck;                 ///< the device's own
    double place = 0;          ///< in its fleet, from 0 to below 1
    std::uint32_t number = 0;  ///< for {n} in the model's topics; 0: they have been read with it
};

/// A kind of device: its `fields()` are the keys it adds to a device's section, and `build` makes
/// the part that plays it. A model is immutable and may serve many devices; it outlives their
/// behaviours.
class Model {
public:
    virtual ~Model() = default;
    /// Called during elaboration: a behaviour may be a SystemC module.
    virtual std::unique_ptr<Behaviour> build(const ModelContext& context) const = 0;
    /// What it must hear to do its work, besides the device's `subscribe`.
    virtual std::vector<mqtt::Subscription> subscriptions() const { return {}; }
};

/// The table of all device models.
void add_builtin_models(Catalog<Model>& models);

}  // namespace breakwire::devices
