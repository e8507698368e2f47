set(runner_sources
    runner/descriptors.cpp runner/guardian.cpp runner/one_processor.cpp runner/own_disk.cpp
    runner/own_network.cpp runner/pool.cpp runner/scratch.cpp runner/sessions.cpp
    runner/signals.cpp runner/slots.cpp runner/worker.cpp
    runner/worker_main.cpp runner/worker_process.cpp)
set(runner_headers
    runner/descriptors.hpp runner/guardian.hpp runner/one_processor.hpp runner/own_disk.hpp
    runner/own_network.hpp runner/pool.hpp runner/scratch.hpp runner/sessions.hpp
    runner/signals.hpp runner/slots.hpp runner/worker.hpp
    runner/worker_main.hpp runner/worker_process.hpp)
set(runner_tests runner/guardian_test.cpp runner/pool_test.cpp runner/scratch_test.cpp
    runner/slots_test.cpp)
