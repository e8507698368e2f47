set(html_sources
    html/compact_record.cpp html/html.cpp html/packing.cpp html/record_shelf.cpp html/run_data.cpp)
set(html_headers
    html/compact_record.hpp html/html.hpp html/packing.hpp html/page.hpp html/record_shelf.hpp
    html/run_data.hpp)
set(html_tests
    html/compact_record_test.cpp html/html_test.cpp html/packing_test.cpp
    html/record_shelf_test.cpp html/run_data_test.cpp html/unpacking.cpp)
