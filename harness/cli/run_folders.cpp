#include "harness/cli/run_folders.hpp"

#include <ctime>

#include "harness/runner/worker.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

std::string utc_stamp() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &parts);
    return text;
}

/// A folder that is not there yet, for runs that start in the same second.
fs::path fresh_folder() {
    const fs::path parent = fs::current_path() / "breakwire-runs";
    const std::string stamp = utc_stamp();
    std::error_code failure;
    fs::create_directories(parent, failure);
    for (int attempt = 1; !failure && attempt < 1000; ++attempt) {
        fs::path folder = parent / (attempt == 1 ? stamp : stamp + '-' + std::to_string(attempt));
        if (fs::create_directory(folder, failure)) return folder;
    }
    throw EnvironmentError("cannot make a folder in " + parent.string() +
                           "; --output DIR names another place");
}

void remove_all_but_result(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().filename() != result_file) fs::remove_all(entry.path(), ignored);
    }
}

/// Removes the folder and those above it, up to `root`, as far as they are empty.
void remove_empty(fs::path folder, const fs::path& root) {
    std::error_code not_empty;
    while (folder != root && fs::remove(folder, not_empty)) folder = folder.parent_path();
}

}  // namespace

RunFolders::RunFolders(const fs::path& named, bool keep)
    : root_(named.empty() ? fresh_folder() : fs::absolute(named).lexically_normal()),
      named_(!named.empty()),
      keep_(keep) {
    std::error_code failure;
    fs::create_directories(root_, failure);
    if (failure) throw EnvironmentError(root_.string() + ": " + failure.message());
}

void RunFolders::finished(const reports::CaseResult& result, bool keep) {
    using reports::Verdict;
    const bool told_enough = result.verdict == Verdict::passed ||
                             result.verdict == Verdict::skipped || result.verdict == Verdict::known;
    const fs::path folder = of(result.id);
    if (keep || keep_ || !told_enough) {
        kept_any_ = true;
    } else if (named_) {
        kept_any_ = true;
        remove_all_but_result(folder);
    } else {
        remove(folder);
    }
}

void RunFolders::abandoned(const std::string& case_id, bool complete) {
    if (complete) return remove(of(case_id));
    if (keep_) return;
    if (named_) return remove_all_but_result(of(case_id));
    remove(of(case_id));
}

void RunFolders::remove(const fs::path& folder) const {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    remove_empty(folder.parent_path(), root_);
}

void RunFolders::close() {
    if (!named_ && !kept_any_) {
        std::error_code not_empty;
        fs::remove(root_, not_empty);
        fs::remove(root_.parent_path(), not_empty);
    }
}

}  // namespace breakwire::harness
