# Tests of the time shim: it leads small programs made for the purpose, and a real mosquitto.
if(NOT BUILD_TESTING)
    return()
endif()

add_executable(timeshim_led_program ${timeshim_stories})
target_include_directories(timeshim_led_program PRIVATE ${PROJECT_SOURCE_DIR})
target_compile_definitions(timeshim_led_program PRIVATE _GNU_SOURCE)
target_link_libraries(timeshim_led_program PRIVATE breakwire_warnings Threads::Threads)

breakwire_test(timeshim_tests
    SOURCES ${timeshim_tests} ${timeshim_testing}
    LINKS breakwire::core GTest::gtest_main LABELS unit)
breakwire_test(timeshim_system_tests
    SOURCES ${timeshim_system_tests} ${timeshim_testing} brokers/program.cpp
    LINKS breakwire::core GTest::gtest_main LABELS system)

foreach(program timeshim_tests timeshim_system_tests)
    target_compile_definitions(${program} PRIVATE
        BREAKWIRE_TIMESHIM="$<TARGET_FILE:breakwire_timeshim>"
        BREAKWIRE_LED_PROGRAM="$<TARGET_FILE:timeshim_led_program>")
    add_dependencies(${program} breakwire_timeshim timeshim_led_program)
endforeach()
