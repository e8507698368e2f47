set(reports_sources
    builtin.cpp case_capture.cpp case_result.cpp console.cpp explanation.cpp file_reporter.cpp
    junit.cpp pcapng.cpp pcapng_blocks.cpp tcp_stream.cpp xml.cpp)
set(reports_headers
    case_capture.hpp case_result.hpp console.hpp explanation.hpp file_reporter.hpp junit.hpp
    pcapng.hpp pcapng_blocks.hpp reporter.hpp tcp_stream.hpp xml.hpp)
set(reports_tests
    case_capture_test.cpp case_result_test.cpp console_test.cpp example_run.cpp junit_test.cpp
    pcapng_blocks_test.cpp pcapng_test.cpp tcp_stream_test.cpp)
