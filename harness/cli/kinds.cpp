#include "harness/cli/kinds.hpp"

#include <algorithm>

#include "devices/fleet_settings.hpp"
#include "devices/models/payloads/payload.hpp"
#include "devices/models/waveforms/waveform.hpp"
#include "harness/bench/bench_file.hpp"
#include "sim/faults/builtin.hpp"

namespace breakwire::harness {

KnownKinds::KnownKinds()
    : faults_("fault"), models_("model"), stacks_("client stack"), brokers_("broker driver") {
    sim::add_builtin_faults(faults_);
    devices::add_builtin_models(models_);
    devices::add_builtin_stacks(stacks_);
    add_builtin_brokers(brokers_);
    language_ = std::make_unique<scenarios::Kinds>(scenarios::Kinds{
        faults_,
        [this](const Node& section, const std::string&, const std::vector<std::string>& links,
               Mistakes& mistakes) { check_device(section, links, mistakes); },
        [this] { return devices::device_schema(models_, stacks_); },
        devices::device_declarations(),
        models_.declarations(),
        stacks_.declarations(),
        brokers_.declarations(),
        devices::filled_in_words(),
        devices::waveforms().declarations(),
        devices::payloads().declarations(),
        bench_declarations(),
    });
}

std::optional<devices::DeviceSettings> KnownKinds::read_device(const Node& section,
                                                               Mistakes& mistakes) const {
    return devices::read_device(section, models_, stacks_, mistakes);
}

std::optional<devices::DeviceSettings> KnownKinds::read_fleet(const Node& section) const {
    return devices::read_fleet(section, models_, stacks_);
}

void KnownKinds::check_device(const Node& section, const std::vector<std::string>& link_names,
                              Mistakes& mistakes) const {
    const auto settings = read_device(section, mistakes);
    if (!settings || !settings->link) return;
    if (std::find(link_names.begin(), link_names.end(), *settings->link) == link_names.end()) {
        mistakes.add(settings->link_at, "unknown link '" + *settings->link + "'" +
                                            suggestion(*settings->link, link_names));
    }
}

const KnownKinds& known_kinds() {
    static const KnownKinds kinds;
    return kinds;
}

std::optional<devices::DeviceSettings> read_device_section(const Node& section,
                                                           Mistakes& mistakes) {
    return known_kinds().read_device(section, mistakes);
}

devices::DeviceSettings settings_of(const scenarios::DeviceSection& section) {
    Mistakes none;
    auto settings = read_device_section(section.settings(), none);
    BREAKWIRE_INVARIANT(settings.has_value());
    return std::move(*settings);
}

}  // namespace breakwire::harness
