#include "harness/bench/check_boards.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/kinds.hpp"
#include "harness/cli/loading.hpp"

namespace breakwire::harness {

namespace {

struct BoardsOptions {
    std::string file;
    std::vector<std::string> names;
    std::string image;
};

BenchFile read(const std::string& file) {
    Mistakes mistakes;
    std::vector<std::string> models;
    for (const Declaration& each : known_kinds().language().models) models.push_back(each.name);
    auto bench = load_bench(file, models, mistakes);
    if (tell(mistakes) || !bench) throw MistakesWereTold{files_of(mistakes)};
    return std::move(*bench);
}

constexpr const char* file_help = "the bench file (breakwire explain bench)";

void add_check(CLI::App& command, const Program& program, Task& task) {
    CLI::App* check = command.add_subcommand(
        "check",
        "opens every line, starts each board, reads its identity and resets it; a line for each");
    check->footer(
        "Exits with 3 if a board is not as the file says.\n"
        "Example: breakwire boards check bench.yaml node-7");
    auto options = std::make_shared<BoardsOptions>();
    check->add_option("FILE", options->file, file_help)->required();
    check->add_option("BOARDS", options->names, "which; all if none is named");
    check->callback([&program, &task, options] {
        task = [&program, options] {
            const BenchFile bench = read(options->file);
            return program.in_simulation([&] { return check_boards(bench, options->names); });
        };
    });
}

void add_flash(CLI::App& command, const Program& program, Task& task) {
    CLI::App* flash = command.add_subcommand(
        "flash", "brings firmware onto a board as its flash says, then checks the board");
    flash->footer(
        "Exits with 3 if that fails, or the board is then not as the file says.\n"
        "Example: breakwire boards flash bench.yaml node-7 build/app.bin");
    auto options = std::make_shared<BoardsOptions>();
    options->names.resize(1);
    flash->add_option("FILE", options->file, file_help)->required();
    flash->add_option("BOARD", options->names.front(), "which")->required();
    flash->add_option("IMAGE", options->image, "the firmware, a file")->required();
    flash->callback([&program, &task, options] {
        task = [&program, options] {
            const BenchFile bench = read(options->file);
            return program.in_simulation(
                [&] { return flash_board(bench, options->names.front(), options->image); });
        };
    });
}

}  // namespace

void add_boards(CLI::App& line, const Program& program, Task& task) {
    CLI::App* command = line.add_subcommand("boards", "looks after the boards of a bench file");
    command->require_subcommand(1);
    add_check(*command, program, task);
    add_flash(*command, program, task);
}

}  // namespace breakwire::harness
