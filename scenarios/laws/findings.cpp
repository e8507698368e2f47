#include "scenarios/laws/findings.hpp"

#include <algorithm>

#include "sim/base/invariant.hpp"

namespace breakwire::scenarios {

Findings::Findings(std::vector<Sentence> sentences) {
    for (Sentence& sentence : sentences) {
        findings_.push_back({std::move(sentence.id), std::move(sentence.statement), 0, {}});
    }
}

void Findings::held(const std::string& id) { ++find(id).held; }

void Findings::violated(Violation violation) {
    LawFinding& finding = find(violation.id);
    finding.violations.push_back(std::move(violation));
}

LawFinding& Findings::find(const std::string& id) {
    const auto it = std::find_if(findings_.begin(), findings_.end(),
                                 [&](const LawFinding& each) { return each.id == id; });
    BREAKWIRE_INVARIANT(it != findings_.end());
    return *it;
}

}  // namespace breakwire::scenarios
