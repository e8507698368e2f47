#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "reports/case_result.hpp"
#include "sim/base/fields.hpp"

namespace breakwire::harness {

/// A way in which a broker is known to break the standard.
struct Deviation {
    /// "will/delay_expiry_zero[5.0]", with * and ?; without parameters it stands for all of them.
    std::string case_id;
    std::string finding;  ///< part of the id or of the text of what is broken
    std::string reason;
    std::string link;
    std::string broker = "*";  ///< "mosquitto 2.0.*", with * and ?
    bool by_luck = false;      ///< not with every seed: nobody misses it
    Place at;

    static Fields<Deviation> fields();
    bool concerns(const reports::CaseResult& result) const;
    bool explains(const reports::Finding& finding) const;
    /// Whether it could have shown itself in the case; not if it is about a law that the case did
    /// not exercise.
    bool put_to_the_test(const reports::CaseResult& result) const;
};

/// The deviations of a run: turns failures they explain into *known*, and remembers which of them
/// still happen.
class Deviations {
public:
    Deviations() = default;
    explicit Deviations(std::vector<Deviation> known);

    /// Those of another list as well.
    void add(Deviations others);

    /// A failed case becomes *known* if every broken finding is explained.
    void judge(reports::CaseResult& result);

    /// Whether a broken finding of `result` is one of these; changes nothing.
    bool knows(const reports::CaseResult& result, const reports::Finding& broken) const;

    /// Those whose case ran to a verdict without the finding: "file:line: no longer happens: ...".
    /// One about all cases alike is among them only if `everything_ran`.
    std::vector<std::string> outlived(bool everything_ran = false) const;

private:
    struct Entry {
        Deviation deviation;
        bool had_its_case = false;
        bool happened = false;
    };
    std::vector<Entry> entries_;
};

/// Reads a list of deviations, under the key `deviations` or by itself; adds every mistake.
Deviations load_deviations(const std::filesystem::path& file, Mistakes& mistakes);

}  // namespace breakwire::harness
