#include "harness/cli/stored_results.hpp"

#include "harness/brokers/text_file.hpp"
#include "harness/runner/worker.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

reports::CaseResult read_result(const fs::path& file) {
    try {
        auto result = reports::case_result_from_json(nlohmann::json::parse(read_text(file)));
        result.folder = fs::absolute(file).parent_path().string();
        return result;
    } catch (const nlohmann::json::exception& mistake) {
        throw ConfigError(file.string() + ": is no result of a case: " + mistake.what());
    }
}

std::vector<reports::CaseResult> results_in_report(const fs::path& file) {
    try {
        std::vector<reports::CaseResult> results;
        const auto report = nlohmann::json::parse(read_text(file));
        for (const auto& one : report.at("cases")) {
            results.push_back(reports::case_result_from_json(one));
        }
        return results;
    } catch (const nlohmann::json::exception& mistake) {
        throw ConfigError(file.string() + ": is no report of a run: " + mistake.what());
    }
}

}  // namespace

std::vector<reports::CaseResult> any_results_below(const fs::path& folder) {
    if (!fs::is_directory(folder)) throw ConfigError(folder.string() + ": no such folder");
    std::vector<reports::CaseResult> results;
    for (const fs::path& file : files_below(folder, result_file)) {
        results.push_back(read_result(file));
    }
    return results;
}

std::vector<reports::CaseResult> results_below(const fs::path& folder) {
    auto results = any_results_below(folder);
    if (!results.empty()) return results;
    throw ConfigError(folder.string() + ": no case.json is in or below this folder");
}

std::shared_ptr<const std::vector<reports::CaseResult>> baseline_at(const fs::path& path) {
    if (path.empty()) return nullptr;
    return std::make_shared<const std::vector<reports::CaseResult>>(
        fs::is_regular_file(path) ? results_in_report(path) : results_below(path));
}

}  // namespace breakwire::harness
