#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/brokers/address.hpp"
#include "scenarios/broker_section.hpp"
#include "scenarios/broker_traits.hpp"
#include "sim/base/catalog.hpp"
#include "sim/base/luck.hpp"
#include "sim/tls/tls_engine.hpp"

namespace breakwire::harness {

/// What a listener with TLS needs: files in PEM, named without the folder of the site.
struct TlsSite {
    std::string authority;  ///< of clients
    std::string certificate;
    std::string key;
    Address listen;
    std::optional<Address> websocket{};  ///< there if a device comes through a WebSocket over TLS
};

/// Where and with which luck a broker is set up.
struct LaunchSite {
    std::filesystem::path folder;  ///< absolute, exists, of this case alone: its files go here
    Address listen;
    Luck luck;  ///< for salts and the like, so that a seed gives the same files again
    std::optional<TlsSite> tls{};           ///< there if the section has `tls`
    std::vector<std::string> client_ids{};  ///< of the case's devices
    std::optional<Address> websocket{};     ///< there if a device comes so, without TLS
    /// The log is for who looks at a failure later: packets, which the record has anyway, need not
    /// be lines of it, and its file need not be written line by line.
    bool brief_log = false;
};

/// A signal that tells a running broker to do something, and what shows that it is done: a line of
/// its log that contains `log_line`, or `file` being put in place (created, or renamed over).
struct SignalCommand {
    int signal = 0;
    std::string log_line;        ///< empty: look at `file`
    std::filesystem::path file;  ///< empty: look at `log_line`
};

/// How a broker that was set up is run: always in the foreground, as one process group.
struct LaunchPlan {
    std::filesystem::path program;
    std::vector<std::string> arguments;              ///< without the program's own name
    std::map<std::string, std::string> environment;  ///< added to ours
    std::filesystem::path folder;                    ///< its working directory
    bool has_threads = false;    ///< that do work, which in virtual time is to take none
    Address address;             ///< it is ready when a CONNECT sent here is answered by a CONNACK
    Duration start_limit = 10s;  ///< how long it may take to become ready
    int stop_status = 0;         ///< its exit status after SIGTERM, if all is well
    std::string ready_log;  ///< it is ready when a line of its log holds this; empty: see `address`
    std::optional<SignalCommand> reload;  ///< reads its configuration again; nothing: it cannot
    std::optional<SignalCommand> save;    ///< writes its database now; nothing: it cannot
};

/// Turns the neutral `broker:` section into a real broker's configuration. One kind is one class
/// with its `fields()` (the driver's own keys in a broker file) and a line in `builtin.cpp`.
///
/// A driver holds settings, no processes: it is made once per run and shared by all cases.
class BrokerDriver {
public:
    virtual ~BrokerDriver() = default;

    /// What this broker is and can do; asks the program for its version.
    /// Throws EnvironmentError if there is no such program.
    virtual scenarios::BrokerTraits traits() const = 0;

    /// "mosquitto 2.0.11", as `traits` says it.
    std::string name_and_version() const {
        const scenarios::BrokerTraits known = traits();
        return known.name + ' ' + known.version;
    }

    /// What `section` asks for and this broker cannot be told, each as "a user name with ':'".
    /// A case that needs it is skipped.
    virtual std::vector<std::string> lacks(const scenarios::BrokerSection& section) const = 0;

    /// Where it is, if somebody else runs it: then it is not started, and only connected to. Throws
    /// EnvironmentError if that cannot be found out.
    virtual std::optional<Address> elsewhere() const { return std::nullopt; }

    /// How everybody has to speak TLS with it, where somebody else runs it so. Throws
    /// EnvironmentError if a file cannot be read.
    virtual std::optional<sim::TlsSettings> demanded_tls() const { return std::nullopt; }

    /// The port at which it listens for WebSockets, where a case has devices that come so.
    virtual std::uint16_t websocket_port() const { return 8083; }

    /// The same for WebSockets over TLS.
    virtual std::uint16_t secure_websocket_port() const { return 8084; }

    /// Writes the files for `section`. Throws EnvironmentError if they cannot be written.
    virtual LaunchPlan prepare(const scenarios::BrokerSection& section,
                               const LaunchSite& site) const = 0;

    /// Puts another ACL into the files of `folder`; it is in force after the next reload or start.
    virtual void rewrite_acl(const std::vector<scenarios::AclRule>& acl,
                             const std::filesystem::path& folder) const = 0;
};

/// Where a broker that Breakwire starts listens without TLS. If devices are not to come there, this
/// is a port of its own: somebody has to ask whether the broker is ready.
Address plain_listener(const scenarios::BrokerSection& section, const Address& listen);

/// The table of all broker drivers.
void add_builtin_brokers(Catalog<BrokerDriver>& brokers);

}  // namespace breakwire::harness
