set(laws_sources)
set(laws_headers laws/law.hpp)
set(laws_tests)
