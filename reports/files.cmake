set(reports_sources
    badge.cpp builtin.cpp case_capture.cpp case_result.cpp comparison.cpp console.cpp coverage.cpp
    coverage_html.cpp coverage_report.cpp csv_report.cpp explanation.cpp file_reporter.cpp interval.cpp
    json_report.cpp junit.cpp latency_histogram.cpp markdown.cpp pcapng.cpp pcapng_blocks.cpp
    sequence_text.cpp sharded_fleet.cpp sweep.cpp
    sweep_text.cpp tap_report.cpp tcp_stream.cpp totals.cpp xml.cpp)
set(reports_headers
    badge.hpp case_capture.hpp case_result.hpp comparison.hpp console.hpp coverage.hpp
    coverage_report.hpp csv_report.hpp explanation.hpp file_reporter.hpp interval.hpp json_report.hpp
    junit.hpp latency_histogram.hpp markdown.hpp pcapng.hpp pcapng_blocks.hpp reporter.hpp
    sequence_text.hpp sharded_fleet.hpp sweep.hpp tap_report.hpp tcp_stream.hpp totals.hpp xml.hpp)
set(reports_tests
    badge_test.cpp case_capture_test.cpp case_result_test.cpp comparison_test.cpp console_test.cpp
    coverage_test.cpp csv_report_test.cpp example_run.cpp interval_test.cpp json_report_test.cpp
    junit_test.cpp latency_histogram_test.cpp markdown_test.cpp pcapng_blocks_test.cpp
    pcapng_test.cpp sequence_text_test.cpp sharded_fleet_test.cpp
    sweep_test.cpp tap_report_test.cpp tcp_stream_test.cpp)
