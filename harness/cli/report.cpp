#include <algorithm>
#include <filesystem>

#include "harness/brokers/text_file.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/command_line.hpp"
#include "harness/cli/exit_codes.hpp"
#include "harness/cli/reporters.hpp"
#include "sim/base/errors.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

struct ReportOptions {
    std::vector<std::string> folders;
    std::vector<std::string> reports;
    bool strict = false;
};

std::vector<fs::path> results_below(const fs::path& folder) {
    if (!fs::is_directory(folder)) throw ConfigError(folder.string() + ": no such folder");
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().filename() == result_file) files.push_back(entry.path());
    }
    if (files.empty()) {
        throw ConfigError(folder.string() + ": no case.json is in or below this folder");
    }
    std::sort(files.begin(), files.end());
    return files;
}

reports::CaseResult read_result(const fs::path& file) {
    try {
        auto result = reports::case_result_from_json(nlohmann::json::parse(read_text(file)));
        // It may have been brought here from another machine.
        result.folder = fs::absolute(file).parent_path().string();
        return result;
    } catch (const nlohmann::json::exception& mistake) {
        throw ConfigError(file.string() + ": is no result of a case: " + mistake.what());
    }
}

int report(const ReportOptions& options, const std::string& typed) {
    Reporters reporters(options.reports);
    reports::RunSummary summary;
    for (const std::string& folder : options.folders) {
        for (const fs::path& file : results_below(folder)) {
            summary.cases.push_back(read_result(file));
        }
    }
    reporters.run_started({version(), typed, summary.cases.size(), 1});
    for (const reports::CaseResult& result : summary.cases) {
        reporters.case_finished(result);
        summary.wall += result.wall;
    }
    summary.exit_code = worst(summary.cases, options.strict);
    reporters.run_finished(summary);
    return summary.exit_code;
}

}  // namespace

void add_report(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command =
        line.add_subcommand("report", "makes reports from run folders, of one run or of several");
    command->footer("Example: breakwire report shard-1 shard-2 --report junit:all.xml");
    auto options = std::make_shared<ReportOptions>();
    command->add_option("FOLDERS", options->folders, "folders with run folders in or below them")
        ->required();
    add_report_option(*command, options->reports);
    command->add_flag("--strict", options->strict, "skipped cases count as failed");
    command->callback([&program, &task, options] {
        task = [&program, options] { return report(*options, program.typed); };
    });
}

}  // namespace breakwire::harness
