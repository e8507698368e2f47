set(io_sources
    io/bridged_connection.cpp io/broker_bridge.cpp io/child_process.cpp io/jump_driver.cpp
    io/lateness_histogram.cpp io/spawn.cpp io/wall_clock.cpp io/wall_driver.cpp)
set(io_headers
    io/broker_bridge.hpp io/child_process.hpp io/jump_driver.hpp io/lateness_histogram.hpp
    io/time_driver.hpp io/wall_clock.hpp io/wall_driver.hpp)
set(io_tests
    io/broker_bridge_test.cpp io/child_process_test.cpp io/jump_driver_test.cpp
    io/lateness_histogram_test.cpp io/wall_driver_test.cpp)
