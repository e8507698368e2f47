#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/brokers/driver.hpp"
#include "scenarios/language/load.hpp"

namespace breakwire::harness {

/// The drivers of a run: the one a broker file names with its own keys, or those that scenarios
/// name, with their defaults. Each is made once, and asked once what its broker can do.
class BrokerChoice {
public:
    /// A driver that cases use.
    struct Chosen {
        std::shared_ptr<const BrokerDriver> driver;
        scenarios::BrokerTraits traits;
    };

    /// `broker` is a broker file: keys of a `broker:` section, which are for scenarios, beside the
    /// keys of the driver it names. Or a driver's name, for one that needs no keys. Adds every
    /// mistake.
    void read(const std::string& broker, Mistakes& mistakes);

    /// What scenarios are to be loaded with, or nullptr.
    const scenarios::BrokerFile* file() const { return file_ ? &*file_ : nullptr; }

    /// The driver of this name. Throws EnvironmentError if its broker is not there, and ConfigError
    /// if it does not go without keys of its own and no broker file has them.
    const Chosen& of(const std::string& name);

private:
    std::optional<scenarios::BrokerFile> file_;
    std::map<std::string, std::shared_ptr<const BrokerDriver>> made_;
    std::map<std::string, Chosen> chosen_;
};

/// Whether `--broker` was given the name of a driver rather than a file.
bool names_driver(const std::string& broker);

/// What a case needs and its broker lacks; each in words.
std::vector<std::string> lacking(const scenarios::Scenario& scenario, mqtt::Version version,
                                 const BrokerChoice::Chosen& broker);

}  // namespace breakwire::harness
