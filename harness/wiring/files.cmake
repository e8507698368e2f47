set(wiring_sources
    wiring/broker_ground.cpp wiring/broker_port.cpp wiring/case_boards.cpp wiring/case_tls.cpp
    wiring/case_websockets.cpp wiring/case_world.cpp wiring/device_dialer.cpp
    wiring/device_reader.cpp wiring/director.cpp wiring/drain.cpp wiring/latency_watch.cpp
    wiring/process_faults.cpp wiring/record_filter.cpp wiring/run_case.cpp wiring/simulation.cpp
    wiring/verdict.cpp)
set(wiring_headers
    wiring/broker_ground.hpp wiring/broker_port.hpp wiring/case_boards.hpp wiring/case_tls.hpp
    wiring/case_websockets.hpp wiring/case_world.hpp wiring/connection_port.hpp
    wiring/device_dialer.hpp wiring/device_port.hpp wiring/device_reader.hpp wiring/director.hpp
    wiring/drain.hpp wiring/fault_port.hpp wiring/fleet_pulse.hpp wiring/latency_watch.hpp
    wiring/process_faults.hpp wiring/record_filter.hpp wiring/run_case.hpp wiring/simulation.hpp
    wiring/verdict.hpp)
set(wiring_tests
    wiring/device_reader_test.cpp wiring/director_test.cpp wiring/fleet_pulse_test.cpp
    wiring/latency_watch_test.cpp wiring/record_filter_test.cpp
    wiring/verdict_test.cpp)
