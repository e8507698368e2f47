#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "harness/proxy/proxy_settings.hpp"
#include "harness/proxy/proxy_tls.hpp"
#include "harness/wiring/simulation.hpp"
#include "sim/io/broker_bridge.hpp"
#include "sim/io/device_door.hpp"

namespace breakwire::harness {

/// The proxies of one program and the faults in force on them. Each stands in the virtual network
/// as one device: its clients share a link and its faults.
///
/// All calls come from the thread of the loop, after `TimeDriver::enter`.
class Proxies final : private sim::Server {
public:
    /// What is known of a fault that was installed.
    struct FaultState {
        std::string proxy;
        std::string kind;
        std::uint64_t hits = 0;
    };
    struct Proxy {
        ProxySettings settings;
        std::unique_ptr<sim::BrokerBridge> bridge;
        std::unique_ptr<ProxyTls> tls;          ///< none where octets pass as they are
        std::unique_ptr<sim::DeviceDoor> door;  ///< none while disabled
    };

    /// `simulation` is made with `tcp()`, and outlives the proxies.
    explicit Proxies(Simulation& simulation);
    /// How a relay between real sockets speaks TCP within: in segments as large as there are.
    static sim::TcpSettings tcp();
    ~Proxies() override;

    /// Throws EnvironmentError if it cannot listen or does not know the upstream, and ConfigError
    /// if the name is taken.
    void add(const std::string& name, ProxySettings settings);
    /// Its connections are reset and its faults end.
    void remove(const std::string& name);
    /// A disabled one refuses connections and has reset those it had.
    void enable(const std::string& name, bool on);

    /// Puts `{KIND: {...}, for: 5s}` in force on a proxy; the device is the proxy unless one is
    /// named. Returns its number; nothing after a mistake.
    std::optional<std::uint64_t> install(const std::string& name, const Node& fault,
                                         Mistakes& mistakes);
    /// Returns false if no such fault of this proxy is in force.
    bool heal(const std::string& name, std::uint64_t fault);
    void heal_all(const std::string& name);
    /// Every proxy enabled, every fault healed.
    void reset();

    const std::map<std::string, Proxy>& all() const { return proxies_; }
    /// nullptr if there is none of this name.
    const Proxy* find(const std::string& name) const;
    /// By number; those that are over are forgotten.
    const std::map<std::uint64_t, FaultState>& faults() const { return faults_; }

private:
    void on_connect(std::unique_ptr<sim::Incoming> incoming) override;
    void open(const std::string& name, Proxy& proxy);
    sim::DeviceFacts facts_of(const std::string& name) const;
    static void close(Proxy& proxy);
    boost::asio::ip::tcp::endpoint resolve(const Endpoint& endpoint);
    void note(const sim::FaultEvent& event);

    Simulation& simulation_;
    Catalog<sim::Fault> kinds_{"fault"};
    std::map<std::string, Proxy> proxies_;
    std::set<std::string> known_;  ///< to the network, which forgets nobody
    std::map<std::uint64_t, FaultState> faults_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace breakwire::harness
