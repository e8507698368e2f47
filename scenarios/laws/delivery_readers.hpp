#pragma once

#include <memory>

#include "scenarios/laws/delivery_reader.hpp"
#include "scenarios/laws/reader_index.hpp"

namespace breakwire::scenarios {

/// The sessions of a case that may get messages, connected or not.
///
/// Who may have a subscription to a topic is found once and remembered until some subscription is
/// made or some session ends, so a steady stream of messages costs O(readers) each.
class DeliveryReaders {
public:
    /// The client was let in: its session goes on, or a new one begins.
    DeliveryReader& arrived(const Connection& connection, Instant at);
    /// Its subscriptions may have changed.
    void subscribed(const Connection& connection);
    /// The connection is over; a session that ends with it is forgotten.
    void left(const Connection& connection);
    /// Nobody is owed anything any more.
    void forgive();
    void clear();

    /// The session that the connection is or was part of; null if it is not known any more.
    DeliveryReader* of(const Connection& connection);
    DeliveryReader* find(std::uint64_t number);
    /// By number; borrowed until the next call.
    const std::vector<std::uint64_t>& candidates(const std::string& topic);

private:
    void drop(const std::string& client);

    std::uint64_t next_ = 1;
    std::unordered_map<std::string, std::unique_ptr<DeliveryReader>> readers_;  ///< by client id
    std::unordered_map<std::uint64_t, DeliveryReader*> by_number_;
    ReaderIndex index_;
    std::unordered_map<std::string, std::vector<std::uint64_t>> found_;  ///< by topic
};

}  // namespace breakwire::scenarios
