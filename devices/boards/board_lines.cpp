#include "devices/boards/board_lines.hpp"

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <boost/asio/ip/address.hpp>
#include <utility>

#include "sim/base/errors.hpp"

namespace breakwire::devices {

namespace {

constexpr std::size_t words_shown = 3;

boost::asio::ip::tcp::endpoint endpoint_of(const HostPort& at) {
    return {boost::asio::ip::make_address(at.host), at.port};
}

}  // namespace

BoardLines::BoardLines(const BoardSurroundings& around, const BoardSettings& settings,
                       const std::string& device, const std::string& client_id, Listener listener)
    : around_(around),
      settings_(settings),
      device_(device),
      client_id_(client_id),
      listener_(std::move(listener)) {
    for (const auto& [name, each] : settings_.lines) make(name, each);
    if (settings_.start && settings_.start->qmp) {
        qmp_ = std::make_unique<Qmp>(around_.lines, "qmp", *settings_.start->qmp, nullptr);
    }
}

void BoardLines::make(const std::string& name, const LineSettings& settings) {
    if (settings.carries == Carries::mqtt) {
        bridge_ = std::make_unique<MqttBridge>(
            around_.lines, name, settings, around_.dialer, device_,
            MqttBridge::Listener{[this] { listener_.on_change(); }, nullptr,
                                 [this](const std::string&) { listener_.on_change(); }});
        return;
    }
    if (settings.carries == Carries::slip) {
        slip_ = std::make_unique<SlipLine>(around_.lines, name, settings,
                                           [this] { listener_.on_change(); });
        return;
    }
    consoles_[name] = std::make_unique<Console>(
        around_.lines, name, settings,
        Console::Listener{
            [this, name](const ConsoleLine& said) { listener_.on_said(name, said.text); },
            [this] { listener_.on_change(); }, nullptr});
}

void BoardLines::open() {
    if (std::exchange(opened_, true)) {
        if (door_) door_->open();
        if (ethernet_) ethernet_->plug();
        return;
    }
    for (auto& [_, console] : consoles_) console->line().open();
    if (bridge_) bridge_->line().open();
    if (slip_) slip_->line().open();
    if (qmp_) qmp_->line().open();
    if (settings_.net || slip_) open_door();
}

void BoardLines::open_door() {
    const HostPort behind_gateway{"127.0.0.1", 0};
    const HostPort here =
        settings_.net ? settings_.net->listen.value_or(behind_gateway) : behind_gateway;
    door_ = around_.doors.enter(endpoint_of(here),
                                {device_, around_.dialer, match(), listener_.on_stranger});
    if (settings_.has_own_tcp()) plug_in();
}

void BoardLines::plug_in() {
    if (!slip_) {
        socket_ = std::make_unique<sim::FrameSocket>(around_.lines.io, around_.lines.driver,
                                                     plug_path(), plug_path() + ".board");
    }
    sim::FramePlug& plug = slip_ ? static_cast<sim::FramePlug&>(*slip_) : *socket_;
    ethernet_ = std::make_unique<BoardEthernet>(around_.lines, around_.ethernet(device_), plug,
                                                door_->address().port());
    ethernet_->plug();
}

/// Where an emulator finds its network's plug.
std::string BoardLines::plug_path() const {
    return (around_.lines.folder / settings_.net->ethernet).string();
}

sim::DoorMatch BoardLines::match() const {
    sim::DoorMatch match;
    if (!settings_.net || !settings_.net->match) return match;
    const auto& [client_id, address] = *settings_.net->match;
    if (!client_id.empty()) {
        match.client_id = boost::algorithm::replace_all_copy(client_id, "{id}", client_id_);
    }
    if (!address.empty()) match.address = boost::asio::ip::make_address(address);
    return match;
}

void BoardLines::silence() {
    if (bridge_) bridge_->end(ConnectionEnd::silent);
    if (ethernet_) ethernet_->unplug();
    if (door_) door_->close();
}

Line* BoardLines::find(const std::string& name) {
    const auto console = consoles_.find(name);
    if (console != consoles_.end()) return &console->second->line();
    if (slip_ && slip_->line().name() == name) return &slip_->line();
    return bridge_ && bridge_->line().name() == name ? &bridge_->line() : nullptr;
}

Console* BoardLines::console() const {
    const auto found = consoles_.find(console_line);
    return found == consoles_.end() ? nullptr : found->second.get();
}

std::vector<const Line*> BoardLines::all() const {
    std::vector<const Line*> lines;
    for (const auto& [_, console] : consoles_) lines.push_back(&console->line());
    if (bridge_) lines.push_back(&bridge_->line());
    if (slip_) lines.push_back(&slip_->line());
    return lines;
}

std::map<std::string, std::string> BoardLines::words() const {
    std::map<std::string, std::string> found;
    for (const Line* line : all()) found[line->name()] = line->address();
    found["folder"] = around_.lines.folder.string();
    if (!door_) return found;
    found["host"] = ethernet_ ? sim::SlirpGateway::address : door_->address().address().to_string();
    if (socket_) found[settings_.net->ethernet] = plug_path();
    found["port"] = std::to_string(door_->address().port());
    return found;
}

std::string BoardLines::closed() const {
    std::string closed;
    for (const Line* line : all()) {
        if (line->is_open()) continue;
        closed += (closed.empty() ? "line " : ", line ") + line->name() + " did not open";
        if (!line->trouble().empty()) closed += " (" + line->trouble() + ')';
    }
    return closed;
}

std::string BoardLines::last_words() const {
    if (console() == nullptr || console()->last_lines().empty()) return "";
    const auto& said = console()->last_lines();
    std::string words;
    for (std::size_t i = said.size() - std::min(words_shown, said.size()); i < said.size(); ++i) {
        words += (words.empty() ? " (it said \"" : "; \"") + said[i].text + '"';
    }
    return words + ')';
}

std::vector<std::string> BoardLines::states() const {
    std::vector<std::string> states;
    for (const Line* line : all()) {
        states.push_back("line " + line->name() + (line->is_open() ? " open at " : " closed at ") +
                         line->address());
    }
    if (door_) states.push_back("net at " + words().at("host") + ':' + words().at("port"));
    if (ethernet_) states.push_back((slip_ ? "slip: " : "ethernet: ") + ethernet_->state());
    return states;
}

}  // namespace breakwire::devices
