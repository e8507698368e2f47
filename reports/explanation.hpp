#pragma once

#include <string>

#include "reports/case_result.hpp"

namespace breakwire::reports {

/// Why a case did not pass, for people, in lines of plain text without a trailing one: what was
/// expected and seen, where it was typed, the last packets and faults with simulated times, the
/// record, and the command that repeats it.
std::string explanation(const CaseResult& result);

}  // namespace breakwire::reports
