#include "scenarios/laws/acl_law.hpp"
#include "scenarios/laws/will_law.hpp"

namespace breakwire::scenarios {

std::vector<std::unique_ptr<Law>> make_laws(const LawContext& context) {
    std::vector<std::unique_ptr<Law>> laws;
    laws.push_back(std::make_unique<WillLaw>(context));
    laws.push_back(std::make_unique<AclLaw>(context));
    return laws;
}

}  // namespace breakwire::scenarios
