# The firmware for the board, by a compiler of its own: the one of this build makes programs for
# this machine. Left out where that compiler is not installed.
find_program(BREAKWIRE_ARM_GCC arm-none-eabi-gcc)
mark_as_advanced(BREAKWIRE_ARM_GCC)
if(NOT BREAKWIRE_ARM_GCC)
    message(STATUS "No arm-none-eabi-gcc: the firmware of the emulated board is left out")
    return()
endif()

set(arm_flags -mcpu=cortex-m3 -mthumb -std=gnu11 -Os -g -ffunction-sections -fdata-sections
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -I${PROJECT_SOURCE_DIR})
set(arm_script lm3s6965/lm3s6965.ld)
set(arm_board_sources
    lm3s6965/board.c lm3s6965/flash.c lm3s6965/newlib.c lm3s6965/start.c lm3s6965/uart.c)
set(arm_board_headers
    lm3s6965/board.h lm3s6965/flash.h lm3s6965/interrupts.h lm3s6965/registers.h lm3s6965/uart.h)
set(firmware_folder ${PROJECT_BINARY_DIR}/share/breakwire/firmware)

# breakwire_firmware(NAME SOURCES ... [HEADERS ...] [OBJECTS ...] [FLAGS ...]): an image for the
# board. A dozen small files, compiled as one command in a second.
function(breakwire_firmware name)
    cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;OBJECTS;FLAGS" ${ARGN})
    list(TRANSFORM arg_SOURCES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
    list(TRANSFORM arg_HEADERS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
    set(script ${CMAKE_CURRENT_SOURCE_DIR}/${arm_script})
    set(image ${firmware_folder}/${name}.elf)
    add_custom_command(OUTPUT ${image}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${firmware_folder}
        COMMAND ${BREAKWIRE_ARM_GCC} ${arm_flags} ${arg_FLAGS} -nostartfiles --specs=nano.specs
                -Wl,--gc-sections -T${script} -o ${image} ${arg_SOURCES} ${arg_OBJECTS}
        DEPENDS ${arg_SOURCES} ${arg_HEADERS} ${arg_OBJECTS} ${core_headers} ${arm_board_headers} ${script}
        COMMENT "Compiling the firmware ${name}" VERBATIM)
    add_custom_target(firmware-${name} ALL DEPENDS ${image})
    install(FILES ${image} DESTINATION ${CMAKE_INSTALL_DATADIR}/breakwire/firmware)
endfunction()

breakwire_firmware(node-uart SOURCES ${core_sources} ${arm_board_sources} lm3s6965/main_uart.c)
include(lm3s6965/lwip.cmake)

if(BUILD_TESTING)
    find_package(Python3 COMPONENTS Interpreter)
    if(Python3_FOUND)
        add_test(NAME firmware.board
            COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/lm3s6965/board_test.py
                    $<TARGET_FILE:breakwire-node> ${firmware_folder}/node-uart.elf)
        set_tests_properties(firmware.board PROPERTIES
            LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 120)
    endif()
endif()

# The bench file that is shipped, on the boards that every machine has. What takes minutes, most of
# them waiting, starts before all else, so that nothing waits for it at the end.
if(BUILD_TESTING AND Python3_FOUND)
    add_test(NAME firmware.boards
        COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/testing/boards_test.py
                $<TARGET_FILE:breakwire> ${PROJECT_BINARY_DIR}/share/breakwire/bench.yaml
                ${PROJECT_SOURCE_DIR}/scenarios/library/hil)
    set_tests_properties(firmware.boards PROPERTIES
        LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 400 RESOURCE_LOCK boards COST 800)
endif()

# The same for the one on Ethernet, with stories in which frames are lost.
if(BUILD_TESTING AND Python3_FOUND)
    add_test(NAME firmware.ether
        COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/testing/ether_test.py
                $<TARGET_FILE:breakwire> ${PROJECT_BINARY_DIR}/share/breakwire/bench.yaml
                ${PROJECT_SOURCE_DIR}/scenarios/library/hil)
    set_tests_properties(firmware.ether PROPERTIES
        LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 900 RESOURCE_LOCK boards COST 900)
endif()
