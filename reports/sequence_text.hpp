#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reports/case_result.hpp"
#include "sim/record/event.hpp"

namespace breakwire::reports {

/// The sequence of a case as lines of text, for people without a browser:
///
///       0.020 s   pump -> broker  PUBLISH q1 id 3 plant/1/level "0.5"  (+20 ms)
///       0.040 s * fault packet_drop hits (pump): PUBACK id 3 ...
///       0.040 s   pump <- broker  PUBACK id 3  (never arrives)
///     > 3.040 s   expected pump gets PUBACK, but it did not hold: nothing
///
/// A packet stands once, when it sets out, with the time it took; one that a fault has made, only
/// where it arrives. `>` marks what a broken expectation or law rests on, `*` faults and lies.
class SequenceText {
public:
    /// Marks what the broken findings of `result` rest on.
    explicit SequenceText(const CaseResult& result);

    /// Events in order.
    void see(const sim::Event& event);

    /// All lines, in the order of simulated time. `device`: only what concerns it, and what
    /// concerns no device; all if empty.
    std::string text(const std::string& device = "") const;

private:
    struct Line {
        std::string device;  ///< empty: it concerns no device
        std::string told;    ///< with the time in front
        std::string behind;
        char mark = ' ';
        bool evidence = false;
    };
    struct UnderWay {
        std::size_t line = 0;
        Instant sent{};
        Bytes bytes;
    };
    using Path = std::pair<sim::ConnectionId, sim::Direction>;

    void see_packet(const sim::Event& event, const sim::PacketSeen& packet);
    bool arrives(const sim::Event& event, const sim::PacketSeen& packet);
    Line& add(const sim::Event& event);

    std::set<std::uint64_t> evidence_;
    std::vector<Line> lines_;
    std::map<Path, std::deque<UnderWay>> under_way_;
};

}  // namespace breakwire::reports
