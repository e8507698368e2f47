# The server that the driver `aedes` starts, in the build tree where an installation has it as well.
# What it needs from npm is put beside it by `install`, at the first run that wants it.
set(aedes_folder ${CMAKE_INSTALL_DATADIR}/breakwire/aedes)
set(aedes_files access.mjs install package-lock.json package.json server.mjs)
foreach(file ${aedes_files})
    # Node looks for packages where a file is, and follows links before it does.
    configure_file(brokers/aedes/${file} ${PROJECT_BINARY_DIR}/share/breakwire/aedes/${file}
        COPYONLY)
    if(NOT file STREQUAL install)
        install(FILES brokers/aedes/${file} DESTINATION ${aedes_folder})
    endif()
endforeach()
install(PROGRAMS brokers/aedes/install DESTINATION ${aedes_folder})

# Its access rights need nothing from npm.
if(BUILD_TESTING)
    find_program(NODE NAMES node nodejs REQUIRED)
    add_test(NAME harness.aedes_access
        COMMAND ${NODE} --test ${CMAKE_CURRENT_LIST_DIR}/access.test.mjs)
    set_tests_properties(harness.aedes_access PROPERTIES LABELS unit TIMEOUT 60)
endif()
