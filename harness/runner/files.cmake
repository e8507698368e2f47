set(runner_sources)
set(runner_headers)
set(runner_tests)
