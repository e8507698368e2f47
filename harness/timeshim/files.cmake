set(timeshim_shim_sources
    timeshim/shim/alarm.cpp timeshim/shim/blocking.cpp timeshim/shim/channel.cpp
    timeshim/shim/clock.cpp timeshim/shim/closing.cpp timeshim/shim/connecting.cpp
    timeshim/shim/connections.cpp timeshim/shim/descriptors.cpp timeshim/shim/endpoint.cpp
    timeshim/shim/epoll_sets.cpp timeshim/shim/forking.cpp timeshim/shim/held_signals.cpp
    timeshim/shim/instants.cpp timeshim/shim/listening.cpp timeshim/shim/names.cpp
    timeshim/shim/outputs.cpp timeshim/shim/process.cpp timeshim/shim/promises.cpp
    timeshim/shim/randomness.cpp timeshim/shim/readiness.cpp timeshim/shim/receiving.cpp
    timeshim/shim/resets.cpp timeshim/shim/select.cpp timeshim/shim/sending.cpp
    timeshim/shim/sleep.cpp timeshim/shim/socket_errors.cpp timeshim/shim/socket_names.cpp
    timeshim/shim/socket_options.cpp timeshim/shim/syscalls.cpp timeshim/shim/threads.cpp
    timeshim/shim/timerfd.cpp timeshim/shim/timers.cpp timeshim/shim/turn.cpp)
