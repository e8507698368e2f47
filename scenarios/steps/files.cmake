set(steps_sources
    steps/arrivals.cpp steps/await.cpp steps/broker.cpp steps/builtin.cpp steps/cast.cpp
    steps/churn.cpp
    steps/conditional.cpp steps/connect.cpp steps/console.cpp
    steps/disconnect.cpp steps/each.cpp steps/event_index.cpp steps/expect.cpp
    steps/expectations.cpp steps/fault.cpp steps/heal.cpp
    steps/late_step.cpp
    steps/make_fault.cpp steps/make_step.cpp steps/never.cpp steps/power.cpp steps/publish.cpp
    steps/ramp_up.cpp steps/repeat.cpp steps/routes.cpp steps/send.cpp
    steps/span.cpp steps/start.cpp steps/step.cpp steps/step_list.cpp steps/stop.cpp
    steps/subscribe.cpp steps/together.cpp steps/unsubscribe.cpp steps/wait.cpp steps/watch.cpp
    steps/watchers.cpp steps/within.cpp)
set(steps_headers
    steps/arrivals.hpp steps/await.hpp steps/branch_stage.hpp steps/broker.hpp steps/cast.hpp
    steps/churn.hpp
    steps/conditional.hpp steps/connect.hpp steps/console.hpp steps/disconnect.hpp steps/each.hpp
    steps/event_index.hpp steps/expect.hpp
    steps/expectations.hpp steps/fault.hpp steps/heal.hpp
    steps/late_step.hpp
    steps/make_fault.hpp steps/make_step.hpp steps/never.hpp steps/open_fields.hpp
    steps/power.hpp steps/publish.hpp steps/ramp_up.hpp steps/repeat.hpp steps/routes.hpp
    steps/send.hpp steps/start.hpp steps/step.hpp steps/step_list.hpp steps/stop.hpp
    steps/subscribe.hpp steps/time_span.hpp steps/together.hpp steps/unsubscribe.hpp
    steps/wait.hpp steps/watch.hpp steps/watchers.hpp
    steps/within.hpp steps/words.hpp)
set(steps_tests
    steps/churn_test.cpp steps/conditional_test.cpp steps/console_test.cpp steps/expect_test.cpp steps/fleet_steps_test.cpp
    steps/late_step_test.cpp steps/routes_test.cpp steps/step_test.cpp steps/time_span_test.cpp
    steps/watchers_test.cpp)
