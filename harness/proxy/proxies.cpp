#include "harness/proxy/proxies.hpp"

#include <algorithm>

#include "sim/base/errors.hpp"
#include "sim/faults/builtin.hpp"

namespace breakwire::harness {

namespace {

using boost::asio::ip::tcp;

/// Any address of this machine: the kernel chooses by the way to the broker.
constexpr const char* any_address = "0.0.0.0";

/// By which key the kind names its devices; empty if it has none.
std::string device_key(const Catalog<sim::Fault>& kinds, const std::string& kind) {
    const Declaration* const declared = kinds.find(kind);
    for (const FieldInfo& field :
         declared != nullptr ? declared->fields : std::vector<FieldInfo>()) {
        if (field.key == "device" || field.key == "devices") return field.key;
    }
    return "";
}

/// The fault's own part of `{KIND: {...}, for: 5s}`, with the proxy as its device.
Node without_duration(const Node& fault, const std::string& proxy,
                      const Catalog<sim::Fault>& kinds) {
    Node kind = fault;
    std::erase_if(kind.entries, [](const auto& entry) { return entry.key == "for"; });
    for (Node::Entry& entry : kind.entries) {
        Node& settings = entry.value;
        if (settings.is_null()) settings = Node::mapping(settings.at);
        const std::string key = device_key(kinds, entry.key);
        if (key.empty() || !settings.is_mapping() || settings.find(key) != nullptr) continue;
        settings.entries.push_back({key, settings.at, Node::scalar(proxy, settings.at)});
    }
    return kind;
}

std::optional<Duration> duration_of(const Node& fault, Mistakes& mistakes) {
    const Node* const lasts = fault.find("for");
    return lasts != nullptr ? ValueType<Duration>::read(*lasts, mistakes) : std::nullopt;
}

}  // namespace

Proxies::Proxies(Simulation& simulation) : simulation_(simulation) {
    sim::add_builtin_faults(kinds_);
    simulation_.recorder.forget();
    simulation_.faults.forget();
    simulation_.recorder.listen([this, alive = alive_](const sim::Event& event) {
        const auto* fault = event.as<sim::FaultEvent>();
        if (*alive && fault != nullptr) note(*fault);
    });
    simulation_.network.serve(*this);
}

sim::TcpSettings Proxies::tcp() {
    constexpr std::uint16_t largest = 65'535 - 40;  // of IPv4, less headers; RFC 791 section 3.1
    sim::TcpSettings settings;
    settings.segment_size = largest;
    settings.offload = true;
    return settings;
}

Proxies::~Proxies() {
    *alive_ = false;
    simulation_.network.stop_serving();
}

void Proxies::add(const std::string& name, ProxySettings settings) {
    if (proxies_.contains(name)) throw ConfigError("there is a proxy '" + name + "' already");
    Proxy proxy{std::move(settings), nullptr, nullptr, nullptr};
    proxy.bridge = std::make_unique<sim::BrokerBridge>(simulation_.io, *simulation_.driver,
                                                       resolve(proxy.settings.upstream));
    if (proxy.settings.tls) {
        proxy.tls = std::make_unique<ProxyTls>(simulation_, name, proxy.settings, *proxy.bridge);
    }
    if (known_.insert(name).second) {
        simulation_.network.add_device(name, any_address, proxy.settings.link, tcp());
    } else {
        simulation_.network.change_link(name, proxy.settings.link);
    }
    if (proxy.settings.enabled) open(name, proxy);
    proxies_.emplace(name, std::move(proxy));
}

void Proxies::open(const std::string& name, Proxy& proxy) {
    sim::Dialer& network = simulation_.network;
    sim::Dialer& dialer = proxy.tls != nullptr ? *proxy.tls : network;
    proxy.door = std::make_unique<sim::DeviceDoor>(simulation_.io, *simulation_.driver, dialer,
                                                   name, resolve(proxy.settings.listen));
    proxy.settings.listen.port = proxy.door->address().port();
    proxy.settings.enabled = true;
}

tcp::endpoint Proxies::resolve(const Endpoint& endpoint) {
    boost::system::error_code error;
    tcp::resolver resolver(simulation_.io);
    const auto found =
        resolver.resolve(tcp::v4(), endpoint.host, std::to_string(endpoint.port), error);
    if (error) throw EnvironmentError("no address for " + endpoint.text() + ": " + error.message());
    return found.begin()->endpoint();
}

void Proxies::remove(const std::string& name) {
    heal_all(name);
    close(proxies_.at(name));
    proxies_.erase(name);
}

void Proxies::enable(const std::string& name, bool on) {
    Proxy& proxy = proxies_.at(name);
    proxy.settings.enabled = on;
    if (on && proxy.door == nullptr) return open(name, proxy);
    if (!on) close(proxy);
}

void Proxies::close(Proxy& proxy) {
    if (proxy.door != nullptr) proxy.door->reset();
    proxy.door = nullptr;
}

std::optional<std::uint64_t> Proxies::install(const std::string& name, const Node& fault,
                                              Mistakes& mistakes) {
    const std::size_t before = mistakes.count();
    const auto lasts = duration_of(fault, mistakes);
    const Node kind = without_duration(fault, name, kinds_);
    auto made = kinds_.make_one(kind, mistakes);
    if (made != nullptr && !made->concerns_devices()) {
        mistakes.add(fault.at, "'" + kind.entries.front().key +
                                   "' takes a broker that Breakwire has started");
    }
    const std::string unfit = made != nullptr ? made->unfit_for(facts_of(name)) : "";
    if (!unfit.empty()) mistakes.add(fault.at, "it cannot act on " + name + ", which " + unfit);
    if (mistakes.count() != before) return std::nullopt;
    // It may be over before its number is known.
    const std::string& word = kind.entries.front().key;
    const std::uint64_t number = simulation_.faults.install(word, std::move(made));
    if (const auto known = faults_.find(number); known != faults_.end()) known->second.proxy = name;
    if (lasts) {
        simulation_.timers.after(*lasts, [this, number] { simulation_.faults.remove(number); });
    }
    return number;
}

/// Its clients are programs.
sim::DeviceFacts Proxies::facts_of(const std::string& name) const {
    const Proxy* const proxy = find(name);
    const bool ends_tls = proxy != nullptr && proxy->tls != nullptr;
    return {ends_tls ? sim::TlsMode::terminate : sim::TlsMode::none, true, false};
}

bool Proxies::heal(const std::string& name, std::uint64_t fault) {
    const auto known = faults_.find(fault);
    if (known == faults_.end() || known->second.proxy != name) return false;
    simulation_.faults.remove(fault);
    return true;
}

void Proxies::heal_all(const std::string& name) {
    std::vector<std::uint64_t> concerned;
    for (const auto& [number, fault] : faults_) {
        if (fault.proxy == name) concerned.push_back(number);
    }
    for (const std::uint64_t number : concerned) simulation_.faults.remove(number);
}

void Proxies::reset() {
    simulation_.faults.remove_all();
    for (const auto& [name, _] : proxies_) enable(name, true);
}

const Proxies::Proxy* Proxies::find(const std::string& name) const {
    const auto found = proxies_.find(name);
    return found == proxies_.end() ? nullptr : &found->second;
}

void Proxies::on_connect(std::unique_ptr<sim::Incoming> incoming) {
    const auto proxy = proxies_.find(incoming->device());
    if (proxy == proxies_.end()) return incoming->refuse();
    if (proxy->second.tls != nullptr) return proxy->second.tls->on_connect(std::move(incoming));
    proxy->second.bridge->on_connect(std::move(incoming));
}

void Proxies::note(const sim::FaultEvent& event) {
    if (event.phase == sim::Phase::end) {
        faults_.erase(event.fault);
        return;
    }
    FaultState& state = faults_[event.fault];
    state.kind = event.kind;
    if (event.phase == sim::Phase::hit) ++state.hits;
}

}  // namespace breakwire::harness
