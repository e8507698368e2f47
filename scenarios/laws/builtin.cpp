#include <iterator>
#include <unordered_map>

#include "scenarios/laws/acl_law.hpp"
#include "scenarios/laws/delivery_law.hpp"
#include "scenarios/laws/device_law.hpp"
#include "scenarios/laws/properties_law.hpp"
#include "scenarios/laws/retained_law.hpp"
#include "scenarios/laws/session_law.hpp"
#include "scenarios/laws/shared_law.hpp"
#include "scenarios/laws/will_law.hpp"
#include "scenarios/laws/wire_law.hpp"

namespace breakwire::scenarios {

std::vector<std::unique_ptr<Law>> make_laws(const LawContext& context) {
    std::vector<std::unique_ptr<Law>> laws;
    laws.push_back(std::make_unique<WillLaw>(context));
    laws.push_back(std::make_unique<AclLaw>(context));
    laws.push_back(std::make_unique<WireLaw>(context));
    laws.push_back(std::make_unique<SessionLaw>(context));
    laws.push_back(std::make_unique<DeliveryLaw>(context));
    laws.push_back(std::make_unique<RetainedLaw>(context));
    laws.push_back(std::make_unique<DeviceLaw>(context));
    laws.push_back(std::make_unique<PropertiesLaw>(context));
    laws.push_back(std::make_unique<SharedLaw>(context));
    return laws;
}

std::vector<LawFinding> finish_laws(const std::vector<std::unique_ptr<Law>>& laws, Instant end) {
    std::vector<LawFinding> all;
    std::unordered_map<std::string, std::size_t> places;
    for (const auto& law : laws) {
        for (LawFinding& finding : law->finish(end)) {
            const auto [it, fresh] = places.try_emplace(finding.id, all.size());
            if (fresh) {
                all.push_back(std::move(finding));
                continue;
            }
            LawFinding& known = all[it->second];
            known.held += finding.held;
            std::move(finding.violations.begin(), finding.violations.end(),
                      std::back_inserter(known.violations));
        }
    }
    return all;
}

}  // namespace breakwire::scenarios
