#pragma once

#include <map>
#include <optional>

#include "harness/campaign/breach.hpp"
#include "harness/cli/case_jobs.hpp"
#include "harness/cli/plan.hpp"
#include "harness/runner/pool.hpp"
#include "sim/base/node.hpp"

namespace breakwire::harness {

/// Tries scenarios that are no files: runs each once and looks whether it breaks what is to be
/// broken. Their run folders vanish.
///
/// Where the broker has been given a defect, one that breaks it is run once more without: what an
/// honest broker breaks as well says nothing about the defect. It may break something else, as
/// large scenarios show a broker's known deviations; but once it has passed one, it has to pass all
/// that come after.
class Trials final : private PoolListener {
public:
    struct Settings {
        mqtt::Version version{};
        Breach breach;
        int jobs = 1;
        std::size_t most = 3000;   ///< after so many nothing breaks anything any more
        CaseJobs::Settings run{};  ///< how each is run
    };

    /// `plan` is the failure's, whose broker and known deviations count; it must outlive this.
    Trials(Plan& plan, WorkerBody run_case, Settings settings);

    /// Of several scenarios, as `written_out` makes them, the place of the first that breaks it.
    /// What is no scenario breaks nothing. Throws Interrupted on Ctrl-C.
    std::optional<std::size_t> first_that_breaks(const std::vector<Node>& scenarios);

    std::size_t count() const { return count_; }
    /// Whether the honest broker broke it as well in the last that seemed to show the defect.
    bool honest_broke() const { return honest_ == Honest::broke_it; }

    struct Interrupted {};

private:
    enum class Teller { as_given, honest };
    enum class Honest { unasked, passed, broke_another, broke_it };

    void run_new_ones(const std::vector<Node>& scenarios);
    void run(const std::vector<CaseJob>& jobs);
    std::optional<scenarios::Scenario> read(const std::string& text) const;
    std::optional<CaseJob> job_of(const std::string& text, Teller teller);
    bool is_given_a_defect(const std::string& text) const;
    bool shows_defect(const std::string& text);
    void progress(const reports::CaseProgress&) override {}
    void finished(const CaseJob& job, reports::CaseResult result) override;

    Plan& plan_;
    WorkerBody run_case_;
    Settings settings_;
    Guardian guardian_;
    ScratchFolder folder_;
    std::map<std::string, bool> seen_;  ///< whether it broke it, by the text of the scenario
    std::vector<std::string> texts_;    ///< of those that run now, by their index
    std::size_t count_ = 0;
    Honest honest_ = Honest::unasked;
    bool honest_passed_once_ = false;
};

}  // namespace breakwire::harness
