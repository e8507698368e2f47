#pragma once

#include <chrono>
#include <map>
#include <set>

#include "harness/campaign/journal.hpp"

namespace breakwire::harness {

/// What a campaign has come to so far.
class Tally {
public:
    /// `total`: how many cases there are in all, those done before included.
    explicit Tally(std::size_t total) : total_(total) {}

    /// `now`: in this run, rather than read from a journal.
    void add(const JournalEntry& entry, bool now);

    std::size_t total() const { return total_; }
    std::size_t done() const { return done_; }
    std::size_t count(reports::Verdict verdict) const;
    bool complete() const { return done_ == total_; }
    /// Of the worst verdict, as for a run.
    int exit_code() const;

    /// One line: "1234 of 5000, 51.2 runs/s, 3 violated, 0 inconclusive, 73 s left". `elapsed` is
    /// the wall time of this run.
    std::string line(std::chrono::duration<double> elapsed) const;

    /// The result, several lines: counts, and each breach with how many seeds have it, the first
    /// of them and the command that repeats it.
    std::string summary(std::chrono::duration<double> elapsed) const;
    /// Parts of it that shards of a campaign come to as the whole does: " 390 passed 10 failed";
    /// and faults and breaches.
    std::string counts() const;
    std::string findings() const;

private:
    struct Found {
        std::set<std::uint64_t> numbers;  ///< seeds, or those of a guided campaign's runs
        bool mutated = false;
        std::uint64_t first = 0;
        std::string repeat;  ///< of the first
    };
    double rate(std::chrono::duration<double> elapsed) const;

    std::size_t total_;
    std::size_t done_ = 0;
    std::size_t now_ = 0;
    std::uint64_t faults_ = 0;
    std::uint64_t missed_ = 0;
    std::size_t states_ = 0;    ///< of the protocol, that some run has reached
    std::size_t last_new_ = 0;  ///< by which run the last of them was
    std::map<reports::Verdict, std::size_t> verdicts_;
    std::map<Breach, Found> found_;
};

}  // namespace breakwire::harness
