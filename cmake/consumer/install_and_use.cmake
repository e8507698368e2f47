# BUILD: a finished build of Breakwire. CONSUMER: a project that uses the installed result.
set(place ${BUILD}/consumer)
file(REMOVE_RECURSE ${place})

function(run)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE told ERROR_VARIABLE told RESULT_VARIABLE code)
    if(NOT code EQUAL 0)
        message(FATAL_ERROR "${ARGN}\nfailed (${code}):\n${told}")
    endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${place}/usr)
run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${CONSUMER} -B ${place}/build
    -D CMAKE_PREFIX_PATH=${place}/usr -D CMAKE_CXX_COMPILER=${COMPILER}
    -D "CMAKE_CXX_FLAGS=${FLAGS}")
run(${CMAKE_COMMAND} --build ${place}/build)
run(${place}/build/consumer)

# The program itself, where this build has one, and the scenarios beside it.
if(EXISTS ${BUILD}/harness/breakwire)
    run(${place}/usr/bin/breakwire --version)
    run(${place}/usr/bin/breakwire list)
endif()
file(REMOVE_RECURSE ${place})
