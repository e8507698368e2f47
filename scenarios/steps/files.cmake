set(steps_sources)
set(steps_headers steps/step.hpp)
set(steps_tests)
