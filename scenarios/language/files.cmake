set(language_sources)
set(language_headers)
set(language_tests)
