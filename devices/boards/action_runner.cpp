#include "devices/boards/action_runner.hpp"

#include <boost/asio/post.hpp>

#include "devices/boards/action_run.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire::devices {

ActionRunner::ActionRunner(const LineSurroundings& around, ActionMeans means)
    : around_(around), means_(std::move(means)) {}

ActionRunner::~ActionRunner() {
    if (run_) run_->abandon();
}

bool ActionRunner::busy() const { return run_ && !run_->over(); }

ActionMeans& ActionRunner::means() { return means_; }

void ActionRunner::perform(const PowerAction& action, OnDone on_done) {
    BREAKWIRE_INVARIANT(!busy());
    const std::string why = unable(action);
    run_ = std::make_shared<Run>(around_, means_, action, std::move(on_done));
    boost::asio::post(around_.io, [run = run_, why, &driver = around_.driver] {
        if (run->over()) return;
        driver.enter();
        run->begin(why);
    });
}

std::string ActionRunner::unable(const PowerAction& action) const {
    const bool on_line = action.pulse || action.say || action.send_break;
    if (on_line && means_.line(action.line) == nullptr) {
        return "the board has no line '" + action.line + "'";
    }
    if ((action.answer || !action.proves.empty()) && means_.console == nullptr) {
        return "the board has no console to answer on";
    }
    if (!action.proves.empty() && !means_.boot.boot) return "the board's boot line is not known";
    if (action.qmp && means_.qmp == nullptr) return "the board has no QMP";
    if (action.by_hand && (means_.hand == nullptr || !means_.hand->present())) {
        return "nobody sits at the terminal";
    }
    return "";
}

}  // namespace breakwire::devices
