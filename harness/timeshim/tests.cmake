# Tests of the time shim: it leads small programs made for the purpose, and a real mosquitto.
if(NOT BUILD_TESTING)
    return()
endif()

add_executable(timeshim_led_program ${timeshim_stories})
target_include_directories(timeshim_led_program PRIVATE ${PROJECT_SOURCE_DIR})
target_compile_definitions(timeshim_led_program PRIVATE _GNU_SOURCE)
target_link_libraries(timeshim_led_program PRIVATE breakwire_warnings Threads::Threads)

# What cannot be led, for a reason each.
foreach(kind static go timer)
    add_executable(timeshim_${kind}_program timeshim/testing/unled_program.c)
    target_link_libraries(timeshim_${kind}_program PRIVATE breakwire_warnings)
endforeach()
target_compile_definitions(timeshim_timer_program PRIVATE BREAKWIRE_CREATES_TIMERS _GNU_SOURCE)
target_compile_definitions(timeshim_go_program PRIVATE BREAKWIRE_LOOKS_LIKE_GO)
target_link_options(timeshim_static_program PRIVATE -static)

# The harness itself is not linked: SystemC would want a main function of its own.
set(leading timeshim/can_lead.cpp timeshim/elf_file.cpp brokers/program.cpp)

breakwire_test(timeshim_tests
    SOURCES ${timeshim_tests} ${timeshim_testing} ${leading}
    LINKS breakwire::core GTest::gtest_main LABELS unit)
breakwire_test(timeshim_system_tests
    SOURCES ${timeshim_system_tests} ${timeshim_testing} ${leading}
    LINKS breakwire::core GTest::gtest_main LABELS system)

foreach(program timeshim_tests timeshim_system_tests)
    target_compile_definitions(${program} PRIVATE
        BREAKWIRE_TIMESHIM="$<TARGET_FILE:breakwire_timeshim>"
        BREAKWIRE_LED_PROGRAM="$<TARGET_FILE:timeshim_led_program>"
        BREAKWIRE_STATIC_PROGRAM="$<TARGET_FILE:timeshim_static_program>"
        BREAKWIRE_GO_PROGRAM="$<TARGET_FILE:timeshim_go_program>"
        BREAKWIRE_TIMER_PROGRAM="$<TARGET_FILE:timeshim_timer_program>")
    add_dependencies(${program} breakwire_timeshim timeshim_led_program timeshim_static_program
        timeshim_go_program timeshim_timer_program)
endforeach()
