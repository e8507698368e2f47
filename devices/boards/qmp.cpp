#include "devices/boards/qmp.hpp"

#include <algorithm>
#include <utility>

namespace breakwire::devices {

Qmp::Qmp(const LineSurroundings& around, std::string name, const LineSettings& settings,
         OnEvent on_event)
    : timers_(around.timers),
      on_event_(std::move(on_event)),
      line_(around, std::move(name), settings, *this) {}

Qmp::~Qmp() {
    *alive_ = false;
    for (const Command& command : commands_) timers_.cancel(command.deadline);
}

void Qmp::execute(const std::string& command, nlohmann::json arguments, Duration within,
                  OnReply on_reply) {
    const std::uint64_t id = ++last_id_;
    nlohmann::json message{{"execute", command}, {"id", id}};
    if (!arguments.empty()) message["arguments"] = std::move(arguments);
    const Timers::Id deadline = timers_.after(within, [this, id, within] {
        conclude(id, {nullptr, "no answer within " + to_string(within)});
    });
    commands_.push_back(
        {id, std::move(message), std::move(on_reply), deadline, false, command == "quit"});
    send_next();
}

void Qmp::send(const nlohmann::json& message) {
    const std::string line = message.dump() + '\n';
    line_.write(as_bytes(line));
}

void Qmp::send_next() {
    if (!ready_ || commands_.empty() || commands_.front().sent) return;
    commands_.front().sent = true;
    send(commands_.front().message);
}

void Qmp::on_bytes(ByteView bytes) {
    const auto alive = alive_;
    partial_ += to_text(bytes);
    while (*alive) {
        const auto end = partial_.find('\n');
        if (end == partial_.npos) return;
        const std::string line = partial_.substr(0, end);
        partial_.erase(0, end + 1);
        const auto message = nlohmann::json::parse(line, nullptr, false);
        if (message.is_object()) take(message);
    }
}

void Qmp::take(const nlohmann::json& message) {
    if (message.contains("QMP")) return send({{"execute", "qmp_capabilities"}, {"id", 0}});
    if (message.contains("event")) {
        if (on_event_)
            on_event_(message.value("event", ""), message.value("data", nlohmann::json()));
        return;
    }
    const auto id = message.value("id", std::uint64_t{0});
    if (message.contains("error")) {
        const auto& error = message["error"];
        return conclude(id, {nullptr, error.value("desc", error.dump())});
    }
    if (!message.contains("return")) return;
    if (id != 0) return conclude(id, {message["return"], ""});
    ready_ = true;
    send_next();
}

/// A command whose time is up is forgotten, and so is an answer that still comes.
void Qmp::conclude(std::uint64_t id, const Reply& reply) {
    const auto command = std::find_if(commands_.begin(), commands_.end(),
                                      [id](const Command& each) { return each.id == id; });
    if (command == commands_.end()) return;
    timers_.cancel(command->deadline);
    const OnReply on_reply = std::move(command->on_reply);
    commands_.erase(command);
    const auto alive = alive_;
    on_reply(reply);
    if (*alive) send_next();
}

/// Commands that have not been sent wait for a machine that comes back.
void Qmp::on_hang_up(const std::string& why) {
    ready_ = false;
    partial_.clear();
    if (commands_.empty() || !commands_.front().sent) return;
    const Command& command = commands_.front();
    conclude(command.id, {nullptr, command.ends_machine ? "" : "QEMU hung up: " + why});
}

}  // namespace breakwire::devices
