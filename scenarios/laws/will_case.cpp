#include "scenarios/laws/will_case.hpp"

#include "scenarios/laws/inflight.hpp"
#include "scenarios/laws/will_sentences.hpp"

namespace breakwire::scenarios {

WillCase::WillCase(const LawContext& context)
    : traits(context.traits),
      book(3 * context.traits.promptness, inflight_limit(context.broker.limits)),
      rights(context.broker.acl, context.traits.promptness),
      findings(will_sentences::all()) {}

bool WillCase::watched(const std::string& topic) {
    for (const Connection* reader : book.readers(topic)) {
        if (rights.ever(reader->identity, Access::read, topic) == Permission::allowed) {
            return true;
        }
    }
    return false;
}

std::string WillCase::name(const WillRecord& will) {
    return "will of '" + will.author.client_id.value_or("") + "' on " + will.content.topic;
}

}  // namespace breakwire::scenarios
