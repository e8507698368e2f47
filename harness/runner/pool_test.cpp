#include "harness/runner/pool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

#include "harness/brokers/text_file.hpp"
#include "harness/runner/toy_job.hpp"

namespace breakwire::harness {
namespace {

using reports::Verdict;
using testing::HasSubstr;

struct PoolTest : testing::Test {
    /// Runs the jobs with `body`; returns whether no signal ended the run.
    bool run(const std::vector<CaseJob>& jobs, const WorkerBody& body, int at_a_time = 2) {
        return Pool(guardian, body, at_a_time).run(jobs, told);
    }
    const reports::CaseResult& only_result() const { return told.results.begin()->second; }

    Guardian guardian;
    ToyRun toys;
    Told told;
};

bool lives(pid_t process) { return kill(process, 0) == 0; }

/// A process that does nothing until it is killed, as a broker that nobody stops.
pid_t start_idler() {
    const pid_t idler = fork();
    if (idler == 0) {
        setpgid(0, 0);  // brokers lead groups of their own
        for (;;) pause();
    }
    return idler;
}

TEST_F(PoolTest, GivesBackWhatEachWorkerFound) {
    std::vector<CaseJob> jobs;
    for (const char* name : {"a", "b", "c", "d", "e"}) jobs.push_back(toys.job(name));
    EXPECT_TRUE(run(jobs, pass));
    EXPECT_EQ(told.results.size(), 5U);
    for (const auto& [_, result] : told.results) EXPECT_EQ(result.verdict, Verdict::passed);
}

TEST_F(PoolTest, PassesOnWhatWorkersAreDoing) {
    run({toys.job("a")}, [](const CaseJob& job, WorkerReport& report) {
        report.progress("1/2 start", 0s);
        report.progress("2/2 wait \"\xff\"", 1500ms);
        return pass(job, report);
    });
    ASSERT_EQ(told.steps.size(), 2U);
    EXPECT_EQ(told.steps[0].id, "a[3.1.1]");
    EXPECT_EQ(told.steps[0].step, "1/2 start");
    EXPECT_EQ(told.steps[1].simulated, 1500ms);
}

int tell_figures(const CaseJob& job, WorkerReport& report) {
    CaseFigures figures;
    figures.connects = 7;
    if (job.tells_figures) report.figures(figures);
    return pass(job, report);
}

TEST_F(PoolTest, TellsMetricsOfFigures) {
    MetricsServer server({"127.0.0.1", 0});
    Pool pool(guardian, tell_figures, 1);
    pool.tell(server);
    EXPECT_TRUE(pool.run({toys.job("a"), toys.job("b")}, told));
    EXPECT_TRUE(told.steps.empty());
    EXPECT_THAT(server.metrics().text(), HasSubstr("\nbreakwire_cases_running 2\n"));
    EXPECT_THAT(server.metrics().text(), HasSubstr("\nbreakwire_connects_total 14\n"));
}

TEST_F(PoolTest, CallsACrashAnErrorAndGoesOn) {
    run({toys.job("bad"), toys.job("good")}, [](const CaseJob& job, WorkerReport& report) {
        if (job.id == "good[3.1.1]") return pass(job, report);
        report.progress("3/4 fault rst", 0s);
        fputs("promise broken: x > 0\n", stderr);
        std::abort();
    });
    const reports::CaseResult& bad = told.results.at("bad[3.1.1]");
    EXPECT_EQ(bad.verdict, Verdict::error);
    EXPECT_THAT(bad.reason, HasSubstr("signal 6"));
    EXPECT_THAT(bad.reason, HasSubstr("seed 7"));
    EXPECT_THAT(bad.reason, HasSubstr("promise broken: x > 0"));
    EXPECT_THAT(bad.reason, HasSubstr("3/4 fault rst"));
    EXPECT_TRUE(std::filesystem::exists(toys.job("bad").folder / result_file));
    EXPECT_EQ(told.results.at("good[3.1.1]").verdict, Verdict::passed);
}

TEST_F(PoolTest, CallsABadExitStatusAnError) {
    run({toys.job("a")}, [](const CaseJob&, WorkerReport&) { return 9; });
    EXPECT_EQ(only_result().verdict, Verdict::error);
    EXPECT_THAT(only_result().reason, HasSubstr("exit status 9"));
}

TEST_F(PoolTest, CallsAnExceptionAnError) {
    run({toys.job("a")},
        [](const CaseJob&, WorkerReport&) -> int { throw std::runtime_error("what a bug"); });
    EXPECT_EQ(only_result().verdict, Verdict::error);
    EXPECT_THAT(only_result().reason, HasSubstr("what a bug"));
}

TEST_F(PoolTest, CallsTroubleWithTheSurroundingsInconclusive) {
    run({toys.job("a")},
        [](const CaseJob&, WorkerReport&) -> int { throw EnvironmentError("disk full"); });
    EXPECT_EQ(only_result().verdict, Verdict::inconclusive);
    EXPECT_EQ(only_result().reason, "disk full");
}

TEST_F(PoolTest, CallsAMissingResultAnError) {
    run({toys.job("a")}, [](const CaseJob&, WorkerReport&) { return 0; });
    EXPECT_EQ(only_result().verdict, Verdict::error);
}

TEST_F(PoolTest, TakesNoPlaceholderForAResult) {
    run({toys.job("a")}, [](const CaseJob& job, WorkerReport&) {
        reports::CaseResult result = blank_result(job);
        result.reason = not_over;
        write_result(result);
        return 0;
    });
    EXPECT_EQ(only_result().verdict, Verdict::error);
}

TEST_F(PoolTest, TellsOfACaseWhoseResultCannotBeWritten) {
    run({toys.job("a")}, [](const CaseJob& job, WorkerReport&) -> int {
        std::filesystem::create_directory(job.folder / result_file);
        std::abort();
    });
    EXPECT_EQ(only_result().verdict, Verdict::error);
    EXPECT_THAT(only_result().reason, HasSubstr("signal 6"));
    EXPECT_THAT(only_result().reason, HasSubstr("cannot replace"));
}

/// As when the disk is full: nothing is proved, but it is no bug.
TEST_F(PoolTest, CallsAWorkerInconclusiveThatCannotWriteItsResult) {
    run({toys.job("a")}, [](const CaseJob& job, WorkerReport&) -> int {
        std::filesystem::create_directory(job.folder / result_file);
        throw EnvironmentError("disk full");
    });
    EXPECT_EQ(only_result().verdict, Verdict::inconclusive);
    EXPECT_THAT(only_result().reason, HasSubstr("what it found could not be written"));
    EXPECT_THAT(only_result().reason, HasSubstr("cannot replace"));
}

TEST_F(PoolTest, KillsAWorkerThatPassesItsLimit) {
    CaseJob job = toys.job("a");
    job.wall_limit = 1s;
    run({job}, [](const CaseJob&, WorkerReport& report) -> int {
        report.progress("2/3 wait", 0s);
        for (;;) pause();
    });
    EXPECT_EQ(only_result().verdict, Verdict::inconclusive);
    EXPECT_EQ(only_result().reason, "passed its limit of wall time (1s), in step 2/3 wait");
}

TEST_F(PoolTest, EndsWhatAWorkerLeavesBehind) {
    run({toys.job("a")}, [](const CaseJob& job, WorkerReport& report) {
        write_text(job.folder / "idler", std::to_string(start_idler()));
        return pass(job, report);
    });
    EXPECT_FALSE(lives(std::stoi(read_text(toys.job("a").folder / "idler"))));
}

TEST_F(PoolTest, EndsWhatAKilledWorkerLeavesBehind) {
    run({toys.job("a")}, [](const CaseJob& job, WorkerReport&) -> int {
        write_text(job.folder / "idler", std::to_string(start_idler()));
        raise(SIGKILL);
        return 0;
    });
    EXPECT_EQ(only_result().verdict, Verdict::error);
    EXPECT_FALSE(lives(std::stoi(read_text(toys.job("a").folder / "idler"))));
}

TEST_F(PoolTest, GivesEachWorkerATempDirectoryThatVanishes) {
    run({toys.job("a")}, [](const CaseJob& job, WorkerReport& report) {
        write_text(job.scratch / "file", "x");
        write_text(job.folder / "scratch", job.scratch.string());
        return pass(job, report);
    });
    const std::filesystem::path scratch = read_text(toys.job("a").folder / "scratch");
    EXPECT_EQ(scratch.filename().string().rfind("breakwire-", 0), 0U);
    EXPECT_FALSE(std::filesystem::exists(scratch));
}

TEST_F(PoolTest, GivesWorkersThatRunTogetherDifferentAddresses) {
    const auto tell_address = [](const CaseJob& job, WorkerReport& report) {
        write_text(job.folder / "address", job.addresses.broker().text());
        return pass(job, report);
    };
    const std::unique_ptr<AddressSlot> ours = AddressSlot::take();
    run({toys.job("a")}, tell_address);
    EXPECT_NE(read_text(toys.job("a").folder / "address"), ours->range().broker().text());
}

TEST_F(PoolTest, StopsEverythingAtCtrlC) {
    EXPECT_FALSE(run({toys.job("a"), toys.job("b"), toys.job("c")},
                     [](const CaseJob& job, WorkerReport&) -> int {
                         write_text(job.folder / "idler", std::to_string(start_idler()));
                         kill(getppid(), SIGINT);
                         for (;;) pause();
                     }));
    EXPECT_TRUE(told.results.empty());
    for (const char* name : {"a", "b"}) {
        const std::filesystem::path idler = toys.job(name).folder / "idler";
        EXPECT_FALSE(std::filesystem::exists(idler) && lives(std::stoi(read_text(idler))));
    }
    EXPECT_FALSE(std::filesystem::exists(toys.job("c").folder));
}

}  // namespace
}  // namespace breakwire::harness
