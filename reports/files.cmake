set(reports_sources
    builtin.cpp case_result.cpp console.cpp explanation.cpp file_reporter.cpp junit.cpp xml.cpp)
set(reports_headers
    case_result.hpp console.hpp explanation.hpp file_reporter.hpp junit.hpp reporter.hpp xml.hpp)
set(reports_tests case_result_test.cpp console_test.cpp example_run.cpp junit_test.cpp)
