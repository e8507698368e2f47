set(steps_sources steps/step.cpp)
set(steps_headers steps/step.hpp)
set(steps_tests)
