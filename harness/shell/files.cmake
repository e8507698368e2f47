set(shell_sources
    shell/commands.cpp shell/completion.cpp shell/declared.cpp shell/man_page.cpp
    shell/scripts.cpp shell/value_kinds.cpp)
set(shell_headers
    shell/completion.hpp shell/declared.hpp shell/man_page.hpp shell/scripts.hpp
    shell/value_kinds.hpp)
set(shell_tests
    shell/completion_test.cpp shell/declared_test.cpp shell/man_page_test.cpp
    shell/value_kinds_test.cpp)
