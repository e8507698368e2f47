#include "harness/bench/check_boards.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/loading.hpp"

namespace breakwire::harness {

namespace {

struct BoardsOptions {
    std::string file;
    std::vector<std::string> names;
};

BenchFile read(const std::string& file) {
    Mistakes mistakes;
    std::vector<std::string> models;
    for (const Declaration& each : known_kinds().language().models) models.push_back(each.name);
    auto bench = load_bench(file, models, mistakes);
    if (tell(mistakes) || !bench) throw MistakesWereTold{files_of(mistakes)};
    return std::move(*bench);
}

}  // namespace

void add_boards(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand("boards", "looks after the boards of a bench file");
    command->require_subcommand(1);
    CLI::App* check = command->add_subcommand(
        "check",
        "opens every line, starts each board, reads its identity and resets it; a line for each");
    check->footer(
        "Exits with 3 if a board is not as the file says.\n"
        "Example: breakwire boards check bench.yaml node-7");
    auto options = std::make_shared<BoardsOptions>();
    check->add_option("FILE", options->file, "the bench file (breakwire explain bench)")
        ->required();
    check->add_option("BOARDS", options->names, "which; all if none is named");
    check->callback([&program, &task, options] {
        task = [&program, options] {
            const BenchFile bench = read(options->file);
            return program.in_simulation([&] { return check_boards(bench, options->names); });
        };
    });
}

}  // namespace breakwire::harness
