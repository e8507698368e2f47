#pragma once

#include <optional>

#include "reports/case_result.hpp"

namespace breakwire::reports {

/// A case that did not end as it did in an earlier run.
struct Change {
    enum class Kind { worse, better, different, added, gone };
    Kind kind{};
    std::string id;
    std::optional<Verdict> before;  ///< nothing: the earlier run did not have it
    std::optional<Verdict> now;     ///< nothing: this run did not have it
    std::string reason;             ///< why it is not passed, now or before it was gone
};

/// The cases that changed, worst first, by id within a kind. Cases are told apart by their ids; of
/// repetitions the worst counts. `different` is the same verdict for another reason.
std::vector<Change> compare(const std::vector<CaseResult>& before,
                            const std::vector<CaseResult>& now);

std::string to_string(Change::Kind kind);
/// "worse: passed -> failed", "added: passed".
std::string in_words(const Change& change);

}  // namespace breakwire::reports
