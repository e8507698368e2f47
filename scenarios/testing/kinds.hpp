#pragma once

#include "scenarios/language/load.hpp"
#include "sim/faults/builtin.hpp"

namespace breakwire::scenarios {

/// The real faults, and two device models that take whatever they are given.
inline const Catalog<sim::Fault>& test_faults() {
    static const Catalog<sim::Fault> faults = [] {
        Catalog<sim::Fault> made("fault");
        sim::add_builtin_faults(made);
        return made;
    }();
    return faults;
}

struct TestDevice {
    std::string model;
    std::string link;
    Node client, subscribe, publish;

    static Fields<TestDevice> fields() {
        return Fields<TestDevice>("device", "a device")
            .optional("model", &TestDevice::model, "what it does")
            .optional("link", &TestDevice::link, "its link")
            .optional("client", &TestDevice::client, "how it talks")
            .optional("subscribe", &TestDevice::subscribe, "to what")
            .optional("publish", &TestDevice::publish, "what");
    }
};

inline void check_test_device(const Node& section, const std::string&,
                              const std::vector<std::string>& links, Mistakes& mistakes) {
    TestDevice device;
    TestDevice::fields().read(device, section, mistakes);
    const std::vector<std::string> models{"sensor", "observer"};
    const Node* model = section.find("model");
    if (model != nullptr && std::find(models.begin(), models.end(), device.model) == models.end()) {
        mistakes.add(model->at, "unknown model" + suggestion(device.model, models));
    }
    const Node* link = section.find("link");
    if (link != nullptr && std::find(links.begin(), links.end(), device.link) == links.end()) {
        mistakes.add(link->at, "unknown link" + suggestion(device.link, links));
    }
}

inline Kinds test_kinds() {
    return {test_faults(),
            check_test_device,
            [] { return TestDevice::fields().declaration().schema(); },
            {TestDevice::fields().declaration()},
            {{"sensor", "measures", {}}, {"observer", "listens", {}}},
            {{"libmosquitto", "a client library", {}}},
            {{"mosquitto", "started by Breakwire", {}}, {"remote", "started by others", {}}},
            {"value", "time", "n"}};
}

}  // namespace breakwire::scenarios
