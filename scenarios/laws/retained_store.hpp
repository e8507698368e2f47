#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "scenarios/laws/access_rights.hpp"
#include "scenarios/laws/message_key.hpp"
#include "sim/base/time.hpp"
#include "sim/mqtt/packet.hpp"

namespace breakwire::scenarios {

/// A message with the retain flag as a change of what its topic holds, made at some moment of
/// [from, to] or never.
struct RetainedWrite {
    MessageKey key = 0;
    std::uint64_t event = 0;  ///< what it came with: a PUBLISH, or the CONNECT of a will
    bool empty = false;       ///< it clears the topic
    bool lasting = false;     ///< the broker may not drop it before the next one
    bool certain = false;     ///< it was made
    bool will = false;
    mqtt::Qos qos{};
    std::size_t size = 0;  ///< octets of topic and payload
    Identity author;
    Instant from{};
    Instant to = Instant::max();  ///< not known yet, or never
};

/// What one topic may hold. Of two changes that may have been made at the same time either can be
/// the last one.
class RetainedTopic {
public:
    explicit RetainedTopic(bool empty_at_first) : empty_at_first_(empty_at_first) {}

    void begin(RetainedWrite write);
    /// It was made by `to`, or, unless `certain`, never. Nothing happens if it is forgotten.
    void settle(std::uint64_t event, Instant to, bool certain);
    /// It was not made.
    void withdraw(std::uint64_t event);
    /// The broker died: only what was under way may still be made.
    void forget();

    /// The earliest change that came after `write` for certain; null if there is none.
    const RetainedWrite* successor(const RetainedWrite& write) const;
    /// The change that made the topic what it is; null if there are several to choose from.
    const RetainedWrite* last() const;
    /// Whether it holds nothing, whatever came last.
    bool empty() const;
    /// Every change with that key, in the order they began.
    std::vector<const RetainedWrite*> with(MessageKey key) const;
    /// The last moment at which it may have changed; `Instant::max()` if a change is under way.
    Instant changed() const;
    /// How many messages with the retain flag are remembered.
    std::size_t size() const { return writes_.size(); }
    /// A message without the retain flag was sent there.
    void passed_by() { passed_by_ = true; }
    bool was_passed_by() const { return passed_by_; }

private:
    void forget_old();

    bool empty_at_first_;
    std::vector<RetainedWrite> writes_;  ///< in the order they began
    bool passed_by_ = false;
};

/// What the broker holds for each topic, as far as the record proves it. Linear in the messages
/// that were retained and in those sent to the same topics without the flag.
class RetainedStore {
public:
    /// The broker starts for the first time, with nothing stored.
    void starts_empty() { empty_at_first_ = true; }
    /// The broker died: what it had saved nobody knows.
    void forget();

    void begin(const std::string& topic, RetainedWrite write);
    /// A message without the retain flag was sent.
    void plain(const std::string& topic, MessageKey key);
    /// Whether one was, once its topic held something or somebody wanted flags as published.
    bool was_plain(MessageKey key) const { return plain_.contains(key); }
    void remember_all_plain() { all_plain_ = true; }
    /// Null if nothing was ever retained there since the broker's last start.
    RetainedTopic* find(const std::string& topic);
    /// Whether such a message was ever sent with the retain flag, or may have been as a will.
    bool ever_written(MessageKey key) const { return written_.contains(key); }
    const std::unordered_map<std::string, RetainedTopic>& topics() const { return topics_; }

private:
    bool empty_at_first_ = false;
    bool all_plain_ = false;
    std::unordered_map<std::string, RetainedTopic> topics_;
    std::unordered_set<MessageKey> written_;
    std::unordered_set<MessageKey> plain_;
};

}  // namespace breakwire::scenarios
