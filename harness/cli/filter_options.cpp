#include "harness/cli/filter_options.hpp"

namespace breakwire::harness {

void add_filter(CLI::App& command, CaseFilter& filter) {
    command
        .add_option("-k", filter.words,
                    "only cases with this in their id, name or tags, in any case; several: all of "
                    "them; '!word' leaves out")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("WORD");
    command.add_option("--tag", filter.tags, "only scenarios with this tag; several: any of them")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("TAG");
    command
        .add_option("--case", filter.ids, "only this case, such as 'will/after_rst[5.0]'; * and ?")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->type_name("CASE");
    command.add_option("--mqtt", filter.versions, "only this version of MQTT")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->check(CLI::IsMember({"3.1.1", "5.0"}))
        ->type_name("VERSION");
}

}  // namespace breakwire::harness
