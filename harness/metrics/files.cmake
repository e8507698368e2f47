set(metrics_sources
    metrics/case_figures.cpp metrics/metrics.cpp metrics/metrics_server.cpp)
set(metrics_headers
    metrics/case_figures.hpp metrics/figure_watch.hpp metrics/metrics.hpp metrics/metrics_server.hpp)
set(metrics_tests
    metrics/figure_watch_test.cpp metrics/metrics_server_test.cpp metrics/metrics_test.cpp)
