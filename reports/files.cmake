set(reports_sources)
set(reports_headers case_result.hpp reporter.hpp)
set(reports_tests)
