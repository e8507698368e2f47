#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "sim/record/jsonl.hpp"

namespace breakwire::reports {

/// A record as the page reads it: an event is a row of numbers, and every text or packet stands
/// once in a table. A record in this form has about a tenth of its size as JSON Lines, and a
/// browser reads it as much faster.
///
///     {"format":1, "header":{...}, "note":"...",
///      "strings":["pump", ...],
///      "wires":[[device, connection, up, at_broker], ...],
///      "packets":[[version, hex, type, text] or [version, hex, type, "", why, offset, rule], ...],
///      "events":[[dt, kind, ...], ...]}
///
/// An event's number is its position, from 1; `dt` is nanoseconds since the event before; `kind`
/// counts the kinds in the order of `sim::EventBody`; `draw` in the source has the rest of each
/// row. Device, text and so on are positions in `strings`, a wire one in `wires`, a packet one in
/// `packets`.
class CompactRecord {
public:
    void add(const sim::Event& event);

    /// All of it. `header` is the record's own, `note` what is wrong with its end, or empty.
    std::string text(const sim::Json& header, const std::string& note) const;

private:
    /// Texts in the order they came, each once.
    class Table {
    public:
        std::size_t position(const std::string& text);
        const std::vector<std::string>& all() const { return all_; }

    private:
        std::vector<std::string> all_;
        std::unordered_map<std::string, std::size_t> positions_;
    };

    template <class Seen>
    std::size_t wire(const Seen& seen);
    std::size_t contents(const sim::PacketSeen& packet);
    template <class... Rest>
    void row(std::size_t kind, const Rest&... rest);
    /// As the JSON of the position of `text`.
    std::size_t word(std::string_view text) { return strings_.position(std::string(text)); }

    void draw(const sim::PacketSeen& packet);
    void draw(const sim::BytesSeen& bytes);
    void draw(const sim::ConnectionSeen& connection);
    void draw(const sim::FaultEvent& fault);
    void draw(const sim::StepEvent& step);
    void draw(const sim::BrokerEvent& broker);
    void draw(const sim::BrokerLog& log);
    void draw(const sim::DeviceEvent& device);
    void draw(const sim::CheckEvent& check);
    void draw(const sim::Lateness& late);
    /// These as octets, and as what a device says.
    void draw(const sim::SealedSeen& sealed);
    void draw(const sim::TlsSeen& tls);
    void draw(const sim::LookupSeen& lookup);
    void draw(const sim::ConsoleSeen& console);

    Table strings_;
    Table wires_;                                                 ///< each already JSON
    Table packets_;                                               ///< each already JSON
    std::unordered_map<std::string, std::size_t> known_packets_;  ///< by version and octets
    Duration last_{};
    Duration dt_{};
    std::string events_;
};

}  // namespace breakwire::reports
