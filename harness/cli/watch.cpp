#include "harness/cli/watch.hpp"

#include <poll.h>

#include <algorithm>
#include <array>
#include <iostream>

#include "harness/cli/exit_codes.hpp"
#include "harness/cli/folder_watch.hpp"
#include "harness/cli/loading.hpp"
#include "harness/cli/run.hpp"
#include "harness/cli/watched_files.hpp"
#include "harness/runner/signals.hpp"

namespace breakwire::harness {

namespace fs = std::filesystem;

namespace {

/// Milliseconds without a change after which those that came belong together: an editor that saves
/// all its files, or a checkout, makes many.
constexpr int quiet = 50;

bool may_be_scenario(const fs::path& file) {
    return file.extension() == ".yaml" || file.extension() == ".yml";
}

/// Of editors, for themselves: ".my.yaml.swp", "my.yaml~".
bool is_private(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.empty() || name.front() == '.' || name.back() == '~';
}

class Watch {
public:
    Watch(const RunOptions& options, const Program& program)
        : options_(options), program_(program) {}

    int perform() {
        look_at(folders_of(options_.paths));
        do {
            std::optional<Plan> plan = read();
            if (plan && run_concerned(std::move(*plan)) == exit_codes::interrupted) break;
        } while (wait());
        return exit_codes::interrupted;
    }

private:
    /// What can be run now; nothing while there are mistakes.
    std::optional<Plan> read() {
        try {
            Plan plan = make_plan(options_);
            // A file of a folder that was not watched may have changed since it was read.
            while (look_at_files_of(plan)) plan = make_plan(options_);
            mistaken_ = false;
            return plan;
        } catch (const MistakesWereTold& told) {
            look_at(folders_with(told.files));
        } catch (const ConfigError& mistake) {
            if (!has_run_) throw;
            std::cerr << mistake.what() << '\n';
        }
        mistaken_ = told_ = true;
        return std::nullopt;
    }

    /// Returns what `run` does, or 0 if no case is concerned.
    int run_concerned(Plan plan) {
        if (has_run_) keep_concerned(plan, changed_, options_);
        if (!plan.cases.empty() && has_run_) tell_changes();
        changed_.clear();
        if (plan.cases.empty()) return 0;
        has_run_ = told_ = true;
        return run(std::move(plan), options_, program_);
    }

    /// Waits until something has changed that may matter. Returns false if a signal came first.
    bool wait() {
        Signals signals;  // first: who reads that it waits may send one
        say_that_it_waits();
        std::array<pollfd, 2> polled{
            {{signals.descriptor(), POLLIN, 0}, {folders_.descriptor(), POLLIN, 0}}};
        bool matters = false;
        for (;;) {
            const int ready = poll(polled.data(), polled.size(), matters ? quiet : -1);
            if (ready == 0) return true;
            if (has_to_end(signals)) return false;
            for (const fs::path& change : folders_.changes()) {
                if (!may_matter(change)) continue;
                changed_.insert(change);
                matters = true;
            }
        }
    }

    /// Once after everything else that is told.
    void say_that_it_waits() {
        if (!told_) return;
        told_ = false;
        std::cout << "watching ";
        if (watched_.empty()) {
            std::cout << "for changes";
        } else {
            std::cout << watched_.size() << (watched_.size() == 1 ? " file" : " files");
        }
        std::cout << "; Ctrl-C ends\n" << std::flush;
    }

    static bool has_to_end(Signals& signals) {
        bool end = false;
        while (const std::optional<int> signal = signals.next()) end = end || *signal != SIGCHLD;
        return end;
    }

    /// While there are mistakes, a file that nobody could read yet may be what is missing.
    bool may_matter(const fs::path& change) const {
        if (has_any({change}, watched_)) return true;
        if (is_private(change)) return false;
        std::error_code gone;
        return mistaken_ || may_be_scenario(change) || fs::is_directory(change, gone);
    }

    void tell_changes() const {
        std::cout << '\n';
        for (const fs::path& file : changed_) {
            if (watched_.contains(file))
                std::cout << "changed: " << fs::proximate(file).string() << '\n';
        }
    }

    bool look_at_files_of(const Plan& plan) {
        watched_ = files_of_all(options_);
        for (const Case& one : plan.cases) watched_.merge(files_of(*one.scenario));
        Files folders = folders_of(options_.paths);
        for (const fs::path& file : watched_) folders.insert(file.parent_path());
        return look_at(folders);
    }
    /// Returns whether one of them was not watched before.
    bool look_at(const Files& folders) {
        return std::count_if(folders.begin(), folders.end(),
                             [this](const fs::path& folder) { return folders_.add(folder); }) > 0;
    }

    const RunOptions& options_;
    const Program& program_;
    FolderWatch folders_;
    Files watched_;          ///< the files of all cases
    Files changed_;          ///< since the last run
    bool mistaken_ = false;  ///< what there is cannot be read
    bool has_run_ = false;
    bool told_ = false;  ///< something that is not about waiting
};

}  // namespace

int watch(const RunOptions& options, const Program& program) {
    return Watch(options, program).perform();
}

}  // namespace breakwire::harness
