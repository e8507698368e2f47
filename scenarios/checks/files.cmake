set(checks_sources)
set(checks_headers checks/check.hpp)
set(checks_tests)
