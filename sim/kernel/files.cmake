set(kernel_sources kernel/kernel.cpp kernel/timer_queue.cpp)
set(kernel_headers kernel/kernel.hpp kernel/systemc.hpp kernel/timer_queue.hpp)
set(kernel_tests kernel/kernel_test.cpp kernel/timer_queue_test.cpp)
