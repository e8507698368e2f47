#pragma once

#include <string>
#include <vector>

#include "scenarios/laws/law.hpp"

namespace breakwire::scenarios {

/// The sentences one law judges and what it has found about each so far.
class Findings {
public:
    struct Sentence {
        std::string id;
        std::string statement;
    };
    explicit Findings(std::vector<Sentence> sentences);

    /// The record shows the sentence `id` obeyed once more.
    void held(const std::string& id);
    void violated(Violation violation);

    /// In the order the sentences were given.
    const std::vector<LawFinding>& all() const { return findings_; }

private:
    LawFinding& find(const std::string& id);
    std::vector<LawFinding> findings_;
};

}  // namespace breakwire::scenarios
