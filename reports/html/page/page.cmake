# The page of the HTML report: npm fetches what it is made with (package-lock.json says which,
# with checksums), esbuild makes one file of it, and that becomes a source of the library.
find_program(NODE NAMES node nodejs REQUIRED)
find_program(NPM npm REQUIRED)

set(page_folder ${CMAKE_CURRENT_LIST_DIR})
set(page_build ${CMAKE_CURRENT_BINARY_DIR}/page)
file(MAKE_DIRECTORY ${page_build})

# breakwire_npm(FOLDER BUILD): fetches what FOLDER/package.json names into BUILD/node_modules; what
# needs it depends on BUILD/fetched.
function(breakwire_npm folder build)
    set(named ${folder}/package.json ${folder}/package-lock.json ${folder}/.npmrc)
    add_custom_command(OUTPUT ${build}/fetched
        COMMAND ${PROJECT_SOURCE_DIR}/cmake/npm-fetch.sh ${folder} ${build} ${NPM}
        DEPENDS ${named}
        COMMENT "npm: ${folder}"
        VERBATIM)
endfunction()
breakwire_npm(${page_folder} ${page_build})

set(page_source ${page_build}/page.cpp)
add_custom_command(OUTPUT ${page_source} BYPRODUCTS ${page_build}/licences.txt
    COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${page_build}/node_modules
            ${NODE} ${page_folder}/build.mjs ${page_build}
    DEPENDS ${page_build}/fetched
    DEPFILE ${page_source}.d  # which sources there are, esbuild knows
    COMMENT "Bundling the page of the HTML report"
    VERBATIM)

if(NOT BUILD_TESTING)
    return()
endif()

# The parts that need no browser.
foreach(test diagram dissect figures flights front record report sweep)
    add_test(NAME report_page.${test}
        COMMAND ${NODE} --test ${page_folder}/test/${test}.test.js)
    set_tests_properties(report_page.${test} PROPERTIES LABELS unit TIMEOUT 120)
endforeach()

# The whole page, in a browser. What that takes is fetched when the test is run, unless the launcher
# has done so while the compiler was busy.
get_filename_component(page_test_folder ${CMAKE_CURRENT_LIST_DIR}/../page_test ABSOLUTE)
set(page_test_build ${CMAKE_CURRENT_BINARY_DIR}/page_test)
file(MAKE_DIRECTORY ${page_test_build})
breakwire_npm(${page_test_folder} ${page_test_build})
add_custom_target(report_page_test DEPENDS ${page_test_build}/fetched)
add_test(NAME report_page.packages
    COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target report_page_test)
set_tests_properties(report_page.packages PROPERTIES
    LABELS "system;slow" TIMEOUT 300 FIXTURES_SETUP report_page_test RUN_SERIAL ON)
add_test(NAME report_page.in_browser
    COMMAND ${NODE} ${page_test_folder}/page_test.mjs)
set_tests_properties(report_page.in_browser PROPERTIES
    LABELS "system;slow" TIMEOUT 600 COST 700 FIXTURES_REQUIRED report_page_test SKIP_RETURN_CODE 77
    ENVIRONMENT "BREAKWIRE=$<TARGET_FILE:breakwire>;NODE_PATH=${page_test_build}/node_modules;PICTURES=${page_test_build}/pictures")
