#pragma once

#include <filesystem>
#include <string>

#include "reports/case_result.hpp"

namespace breakwire::harness {

/// Where a run keeps what its cases leave behind, and for how long.
///
/// Without a folder named by the user, the run folders of cases that did not pass stay, in
/// `breakwire-runs/<UTC time>/<case id>`; the others go as soon as they have been told of. In a
/// folder that the user names, every case's result stays, so that reports can be made or merged
/// from it later, and the rest of a passed case goes. `keep` keeps everything.
class RunFolders {
public:
    /// `named`: empty if the user named none. Throws EnvironmentError.
    RunFolders(const std::filesystem::path& named, bool keep);

    /// Absolute; there is nothing yet.
    std::filesystem::path of(const std::string& case_id) const { return root_ / case_id; }

    /// The case has been told of. `keep`: its record is wanted whatever the verdict.
    void finished(const reports::CaseResult& result, bool keep = false);
    /// The case has no result: it was not wanted any more if the run is `complete`, else the run
    /// was interrupted, which in a folder that the user named is worth a result of its own.
    void abandoned(const std::string& case_id, bool complete);
    /// The run is over: removes what is empty.
    void close();

    const std::filesystem::path& root() const { return root_; }
    /// Whether anything stays.
    bool kept_any() const { return kept_any_; }

private:
    void remove(const std::filesystem::path& folder) const;

    std::filesystem::path root_;
    bool named_;
    bool keep_;
    bool kept_any_ = false;
};

}  // namespace breakwire::harness
