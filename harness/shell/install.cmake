# What the program says of itself for shells and readers, written by the program when it is built.
set(shell_build ${CMAKE_CURRENT_BINARY_DIR}/shell)
file(MAKE_DIRECTORY ${shell_build})
find_program(GZIP gzip REQUIRED)

set(shell_written)
foreach(pair "bash=breakwire" "zsh=_breakwire" "fish=breakwire.fish")
    string(REPLACE "=" ";" pair ${pair})
    list(GET pair 0 shell)
    list(GET pair 1 file)
    add_custom_command(OUTPUT ${shell_build}/${file}
        COMMAND breakwire completion ${shell} > ${shell_build}/${file}
        DEPENDS breakwire COMMENT "Completion for ${shell}" VERBATIM)
    list(APPEND shell_written ${shell_build}/${file})
endforeach()
# -n: no time of day in it, so that two builds are the same.
add_custom_command(OUTPUT ${shell_build}/breakwire.1.gz
    COMMAND breakwire man-page > ${shell_build}/breakwire.1
    COMMAND ${GZIP} -9nf ${shell_build}/breakwire.1
    DEPENDS breakwire COMMENT "Manual page" VERBATIM)
list(APPEND shell_written ${shell_build}/breakwire.1.gz)
add_custom_target(breakwire_shell ALL DEPENDS ${shell_written})

install(FILES ${shell_build}/breakwire.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${shell_build}/breakwire
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${shell_build}/breakwire.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# The first is where Debian's zsh looks, the second where others do.
foreach(folder vendor-completions site-functions)
    install(FILES ${shell_build}/_breakwire DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/${folder})
endforeach()
