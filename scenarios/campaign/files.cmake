set(campaign_sources
    campaign/campaign_section.cpp campaign/drawn.cpp campaign/mutation.cpp
    campaign/ranges.cpp campaign/reached_states.cpp campaign/schedule.cpp)
set(campaign_headers
    campaign/campaign_section.hpp campaign/drawn.hpp campaign/mutation.hpp
    campaign/ranges.hpp campaign/reached_states.hpp campaign/schedule.hpp)
set(campaign_tests
    campaign/campaign_section_test.cpp campaign/drawn_test.cpp campaign/mutation_test.cpp
    campaign/ranges_test.cpp campaign/reached_states_test.cpp campaign/schedule_test.cpp)
