#include "harness/runner/worker.hpp"

#include "harness/brokers/text_file.hpp"
#include "sim/base/write_all.hpp"

namespace breakwire::harness {

reports::CaseResult blank_result(const CaseJob& job) {
    reports::CaseResult result;
    result.id = job.id;
    result.scenario = job.scenario->name;
    result.file = job.scenario->file;
    result.mqtt = to_string(job.version);
    result.broker = job.traits.name + ' ' + job.traits.version;
    result.seed = job.seed;
    result.mutations = job.mutations;
    result.time_mode = job.mode.text();
    result.covers = job.scenario->covers;
    result.tags = job.scenario->tags;
    result.repeat = job.repeat;
    if (!job.scenario->part.all()) result.shard = job.scenario->part.text();
    result.folder = job.folder.string();
    if (job.lie) result.lie = job.lie->id;
    for (const auto& [role, board] : job.players) result.players.push_back({role, board->name});
    return result;
}

void write_result(const reports::CaseResult& result) {
    write_text(std::filesystem::path(result.folder) / result_file, to_json(result).dump(2) + '\n');
}

void WorkerReport::progress(const std::string& step, Duration simulated) {
    // What is not UTF-8 in a step's text (a payload) is replaced, not thrown at the case.
    const std::string line = nlohmann::json{{"step", step}, {"simulated", simulated.count()}}.dump(
                                 -1, ' ', false, nlohmann::json::error_handler_t::replace) +
                             '\n';
    write_all(pipe_, line);  // to a runner that is gone, nothing
}

void WorkerReport::figures(const CaseFigures& now) {
    write_all(pipe_, nlohmann::json{{"figures", to_json(now)}}.dump() + '\n');
}

}  // namespace breakwire::harness
