set(timeshim_sources timeshim/can_lead.cpp timeshim/elf_file.cpp timeshim/library.cpp)
set(timeshim_headers timeshim/can_lead.hpp timeshim/elf_file.hpp timeshim/library.hpp)
set(timeshim_tests
    timeshim/can_lead_test.cpp timeshim/real_tcp_test.cpp
    timeshim/shim_connecting_test.cpp timeshim/shim_file_test.cpp timeshim/shim_names_test.cpp
    timeshim/shim_process_test.cpp
    timeshim/shim_serving_test.cpp timeshim/shim_time_test.cpp)
set(timeshim_system_tests timeshim/mosquitto_led_test.cpp)
set(timeshim_testing timeshim/testing/paper_leader.cpp)
set(timeshim_stories
    timeshim/testing/clock_stories.c timeshim/testing/connect_stories.c
    timeshim/testing/file_stories.c timeshim/testing/led_program.c
    timeshim/testing/process_stories.c timeshim/testing/real_tcp_stories.c
    timeshim/testing/serve_stories.c timeshim/testing/sleep_stories.c
    timeshim/testing/socket_tools.c timeshim/testing/thread_stories.c
    timeshim/testing/timer_stories.c timeshim/testing/wait_stories.c)
