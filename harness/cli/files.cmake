set(cli_sources)
set(cli_headers)
set(cli_tests)
