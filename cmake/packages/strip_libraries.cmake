# Runs between installing into the package's folder and packing it. CMake strips what runs; static
# libraries are four times as large with their debugging symbols as without.
find_program(STRIP strip REQUIRED)
file(GLOB_RECURSE libraries ${CPACK_TEMPORARY_DIRECTORY}/*.a)
if(libraries)
    execute_process(COMMAND ${STRIP} --strip-debug ${libraries} COMMAND_ERROR_IS_FATAL ANY)
endif()
