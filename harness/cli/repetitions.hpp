#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/case_result.hpp"

namespace breakwire::harness {

/// Compares what one case did each time it was run. In virtual time the same seed gives the same
/// record; where it does not, something in the case is not under the simulator's control.
class Repetitions {
public:
    /// `count`: how often each case is run.
    explicit Repetitions(int count) : count_(count) {}

    /// Takes the result of one repetition of `group`, whose records are still there. With the last
    /// one, returns why the case cannot be repeated, or nothing if all did the same. Results on the
    /// wall clock, and those of cases that could not be run, are not compared.
    std::optional<std::string> compare(std::size_t group, const reports::CaseResult& result);

private:
    struct Told {
        std::string fingerprint;
        std::filesystem::path record;
    };
    int count_;
    std::map<std::size_t, std::vector<Told>> told_;
};

/// What stands in two records where they part, in words.
struct Difference {
    std::string one;
    std::string other;
};

/// What to say of two runs that differ although their records do not: this record may leave out
/// where. Throws as RecordReader does.
std::string same_records(const std::filesystem::path& record);

/// The first event that is not the same in both; nothing if there is none. Throws as RecordReader
/// does.
std::optional<Difference> first_difference(const std::filesystem::path& one,
                                           const std::filesystem::path& other);

}  // namespace breakwire::harness
