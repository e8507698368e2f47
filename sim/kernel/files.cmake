set(kernel_sources)
set(kernel_headers)
set(kernel_tests)
