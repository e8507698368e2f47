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
        COMMAND ${CMAKE_COMMAND} -E copy ${named} ${build}
        COMMAND ${NPM} ci --ignore-scripts --loglevel=error
        COMMAND ${CMAKE_COMMAND} -E touch ${build}/fetched
        DEPENDS ${named}
        WORKING_DIRECTORY ${build}
        COMMENT "npm: ${folder}"
        VERBATIM)
endfunction()
breakwire_npm(${page_folder} ${page_build})

set(page_source ${page_build}/page.cpp)
add_custom_command(OUTPUT ${page_source}
    COMMAND ${CMAKE_COMMAND} -E env NODE_PATH=${page_build}/node_modules
            ${NODE} ${page_folder}/build.mjs ${page_build}
    DEPENDS ${page_build}/fetched
    DEPFILE ${page_source}.d  # which sources there are, esbuild knows
    COMMENT "Bundling the page of the HTML report"
    VERBATIM)
