#include "scenarios/laws/delivery_readers.hpp"

namespace breakwire::scenarios {

DeliveryReader& DeliveryReaders::arrived(const Connection& connection, Instant at) {
    const std::string client = connection.identity.client_id.value_or("");
    const auto known = readers_.find(client);
    const bool goes_on = known != readers_.end() && connection.resumed && !connection.crossed &&
                         known->second->session == connection.session;
    if (!goes_on) {
        drop(client);
        auto fresh = std::make_unique<DeliveryReader>();
        fresh->number = next_++;
        fresh->client = client;
        fresh->certain = !connection.resumed && !connection.crossed;
        by_number_[fresh->number] = fresh.get();
        readers_[client] = std::move(fresh);
    }
    DeliveryReader& reader = *readers_[client];
    // Another user who takes the client id may have other rights.
    if (!(reader.identity == connection.identity)) reader.owed.clear();
    reader.identity = connection.identity;
    reader.session = connection.session;
    reader.connection = connection.id;
    reader.progress = at;
    subscribed(connection);
    return reader;
}

void DeliveryReaders::subscribed(const Connection& connection) {
    const DeliveryReader* reader = of(connection);
    if (reader == nullptr) return;
    for (const Standing& each : connection.session->standing) {
        index_.add(each.filter, reader->number);
    }
    found_.clear();
}

void DeliveryReaders::left(const Connection& connection) {
    DeliveryReader* reader = of(connection);
    if (reader == nullptr || reader->connection != connection.id) return;
    reader->connection = 0;
    if (connection.session_expiry == Duration{}) drop(reader->client);
}

void DeliveryReaders::drop(const std::string& client) {
    const auto gone = readers_.extract(client);
    if (gone.empty()) return;
    index_.remove(gone.mapped()->number);
    by_number_.erase(gone.mapped()->number);
    found_.clear();
}

void DeliveryReaders::forgive() {
    for (auto& [_, reader] : readers_) reader->owed.clear();
}

void DeliveryReaders::clear() {
    readers_.clear();
    by_number_.clear();
    index_ = ReaderIndex();
    found_.clear();
}

DeliveryReader* DeliveryReaders::of(const Connection& connection) {
    const auto it = readers_.find(connection.identity.client_id.value_or(""));
    const bool its = it != readers_.end() && it->second->session == connection.session;
    return its ? it->second.get() : nullptr;
}

DeliveryReader* DeliveryReaders::find(std::uint64_t number) {
    const auto it = by_number_.find(number);
    return it == by_number_.end() ? nullptr : it->second;
}

const std::vector<std::uint64_t>& DeliveryReaders::candidates(const std::string& topic) {
    constexpr std::size_t topics_remembered = 100'000;
    if (found_.size() > topics_remembered) found_.clear();
    const auto [it, fresh] = found_.try_emplace(topic);
    if (fresh) {
        const ReaderIndex::Ids ids = index_.candidates(topic);
        it->second.assign(ids.begin(), ids.end());
    }
    return it->second;
}

}  // namespace breakwire::scenarios
