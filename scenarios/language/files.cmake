set(language_sources)
set(language_headers language/explain.hpp language/load.hpp language/schema.hpp)
set(language_tests)
