set(io_sources)
set(io_headers io/time_driver.hpp)
set(io_tests)
