#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "scenarios/broker_section.hpp"
#include "scenarios/broker_traits.hpp"
#include "scenarios/captures.hpp"
#include "sim/base/luck.hpp"
#include "sim/base/timers.hpp"
#include "sim/faults/fault.hpp"
#include "sim/mqtt/packet.hpp"
#include "sim/record/recorder.hpp"

namespace breakwire::scenarios {

/// What steps can do to a device; wiring implements it over the devices layer. Each returns at
/// once; what comes of it is in the record.
class DevicePort {
public:
    virtual ~DevicePort() = default;
    virtual void start() = 0;  ///< powers it on: it connects and does what its model does
    virtual void stop() = 0;   ///< clean DISCONNECT, then off
    using Done = std::function<void(const std::string& problem)>;
    /// After all but `off` it does what it does after `start`. `done` is called once this has been
    /// carried out, which takes a real board a while, with what went wrong or with nothing.
    virtual void power(sim::PowerVerb verb, Done done) = 0;
    /// Types a line at its console. What went wrong, e.g. "has no console"; empty if nothing.
    virtual std::string say(const std::string& text) = 0;
    virtual void connect() = 0;  ///< once, without model or policy taking a hand
    virtual void disconnect(std::uint8_t reason) = 0;
    /// What went wrong, e.g. "not connected"; empty if it was handed to the stack.
    virtual std::string publish(const std::string& topic, const Bytes& payload, mqtt::Qos qos,
                                bool retain) = 0;
    virtual std::string subscribe(const mqtt::Subscription& subscription) = 0;
    virtual std::string unsubscribe(const std::string& filter) = 0;
    virtual std::string send_raw(ByteView bytes) = 0;
    /// The version of MQTT that its connections speak.
    virtual mqtt::Version version() const = 0;
    virtual bool connected() const = 0;
};

/// What steps can do to the broker. `done` is called when it is over: ready again after a restart,
/// gone after a crash; with what went wrong, or with nothing.
class BrokerPort {
public:
    using Done = std::function<void(const std::string& problem)>;
    virtual ~BrokerPort() = default;
    virtual void crash(Done done) = 0;  ///< SIGKILL
    virtual void stop(Done done) = 0;   ///< SIGTERM, waits for the end
    virtual void start(Done done) = 0;
    virtual void pause(Done done) = 0;
    virtual void resume(Done done) = 0;
    virtual void save(Done done) = 0;  ///< writes its database now
    virtual void reload(Done done) = 0;
    /// Puts another ACL in force: rewrites the configuration, then reloads. Laws judge by it from
    /// then on.
    virtual void change_acl(std::vector<AclRule> acl, Done done) = 0;
};

/// What steps can do to the wire.
class FaultPort {
public:
    virtual ~FaultPort() = default;
    /// `lie`: between the broker tap and the broker.
    virtual std::uint64_t install(const std::string& kind, std::unique_ptr<sim::Fault> fault,
                                  bool lie) = 0;
    virtual void remove(std::uint64_t fault) = 0;
    virtual int heal(const std::string& kind, const std::string& device) = 0;
};

class Watchers;

/// Everything a step or check can reach, and nothing else of the running case.
class Stage {
public:
    virtual ~Stage() = default;
    virtual Timers& timers() = 0;
    virtual sim::Recorder& recorder() = 0;
    virtual DevicePort& device(const std::string& name) = 0;  ///< names were checked at load
    virtual BrokerPort& broker() = 0;
    virtual FaultPort& faults() = 0;
    virtual const Catalog<sim::Fault>& fault_kinds() = 0;
    virtual const BrokerTraits& traits() = 0;
    /// What steps draw from, each from a part of its own.
    virtual Luck luck() const = 0;
    /// The instant of the last step that did something (not wait, expect or never): the instant
    /// windows are measured from, and from which on evidence counts.
    virtual Instant last_action() const = 0;
    /// Now becomes the last action. `begin_step` calls it; a step never does so itself.
    virtual void acted() = 0;
    /// The last action took until now: windows are measured from here, evidence counts from its
    /// beginning all the same. Called as `acted` is.
    virtual void action_over() = 0;

    /// The number of the event with which the last action began. Several steps may share an
    /// instant, so evidence is told apart by its number. Set by `begin_step`.
    std::uint64_t evidence_from() const { return evidence_from_; }
    void count_evidence_from(std::uint64_t number) { evidence_from_ = number; }

    /// What expectations have kept for later steps; parallel branches share it.
    Captures& captures() { return *captures_; }
    const Captures& captures() const { return *captures_; }
    void share_captures(Stage& whole) { captures_ = whole.captures_; }

    /// Those who watch the record; parallel branches share them.
    std::shared_ptr<Watchers> watchers();
    void share_watchers(Stage& whole) { watchers_ = whole.watchers(); }

    /// An expectation was met now, by what had happened up to the event of this number.
    void met_by(std::uint64_t number) { met_ = {timers().now(), number}; }
    /// The first event that counts as after now: at the instant at which an expectation was met,
    /// the one behind its evidence, though others at that instant may have been recorded since.
    std::uint64_t from_now() {
        const std::uint64_t next = recorder().count() + 1;
        return met_ && met_->when == timers().now() ? met_->number + 1 : next;
    }

private:
    struct Met {
        Instant when;
        std::uint64_t number = 0;
    };

    std::uint64_t evidence_from_ = 1;
    std::shared_ptr<Captures> captures_ = std::make_shared<Captures>();
    std::shared_ptr<Watchers> watchers_;  ///< made for the first
    std::optional<Met> met_;
};

}  // namespace breakwire::scenarios
