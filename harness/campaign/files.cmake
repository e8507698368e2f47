set(campaign_sources
    campaign/breach.cpp campaign/campaign.cpp campaign/corpus.cpp campaign/journal.cpp campaign/live_line.cpp
    campaign/stored_campaigns.cpp campaign/tally.cpp)
set(campaign_headers
    campaign/breach.hpp campaign/campaign.hpp campaign/corpus.hpp campaign/journal.hpp campaign/live_line.hpp
    campaign/stored_campaigns.hpp campaign/tally.hpp)
set(campaign_tests
    campaign/breach_test.cpp campaign/campaign_test.cpp campaign/corpus_test.cpp campaign/journal_test.cpp
    campaign/live_line_test.cpp campaign/stored_campaigns_test.cpp campaign/tally_test.cpp)
set(campaign_system_tests
    campaign/campaign_system_test.cpp)
