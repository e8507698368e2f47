set(timeshim_shim_sources
    timeshim/shim/alarm.cpp timeshim/shim/blocking.cpp timeshim/shim/channel.cpp
    timeshim/shim/clock.cpp timeshim/shim/closing.cpp timeshim/shim/connecting.cpp
    timeshim/shim/connections.cpp timeshim/shim/descriptors.cpp timeshim/shim/endpoint.cpp
    timeshim/shim/epoll_sets.cpp timeshim/shim/held_signals.cpp timeshim/shim/instants.cpp
    timeshim/shim/listening.cpp timeshim/shim/names.cpp timeshim/shim/outputs.cpp
    timeshim/shim/process.cpp timeshim/shim/programs.cpp timeshim/shim/promises.cpp
    timeshim/shim/randomness.cpp timeshim/shim/readiness.cpp timeshim/shim/receiving.cpp
    timeshim/shim/resets.cpp timeshim/shim/select.cpp timeshim/shim/sending.cpp
    timeshim/shim/signal_waits.cpp timeshim/shim/sleep.cpp timeshim/shim/socket_errors.cpp
    timeshim/shim/socket_names.cpp timeshim/shim/socket_options.cpp timeshim/shim/syscalls.cpp
    timeshim/shim/thread_waits.cpp timeshim/shim/threads.cpp timeshim/shim/timerfd.cpp
    timeshim/shim/timers.cpp timeshim/shim/turn.cpp)
set(timeshim_sources timeshim/can_lead.cpp timeshim/elf_file.cpp timeshim/library.cpp)
set(timeshim_headers timeshim/can_lead.hpp timeshim/elf_file.hpp timeshim/library.hpp)
set(timeshim_tests
    timeshim/can_lead_test.cpp timeshim/real_tcp_test.cpp
    timeshim/shim_connecting_test.cpp timeshim/shim_process_test.cpp
    timeshim/shim_serving_test.cpp timeshim/shim_time_test.cpp)
set(timeshim_system_tests timeshim/mosquitto_led_test.cpp)
set(timeshim_testing timeshim/testing/paper_leader.cpp)
set(timeshim_stories
    timeshim/testing/clock_stories.c timeshim/testing/connect_stories.c
    timeshim/testing/led_program.c timeshim/testing/process_stories.c timeshim/testing/real_tcp_stories.c
    timeshim/testing/serve_stories.c timeshim/testing/sleep_stories.c
    timeshim/testing/socket_tools.c timeshim/testing/thread_stories.c
    timeshim/testing/timer_stories.c timeshim/testing/wait_stories.c)
