set(laws_sources
    laws/access_rights.cpp laws/acl_law.cpp laws/broker_calm.cpp laws/builtin.cpp
    laws/connection.cpp laws/connection_book.cpp laws/delivery_judgement.cpp laws/delivery_law.cpp
    laws/delivery_readers.cpp laws/delivery_rules.cpp laws/device_law.cpp laws/device_rules.cpp
    laws/findings.cpp laws/message_key.cpp laws/properties_expiry.cpp
    laws/properties_identifiers.cpp laws/properties_law.cpp laws/properties_rules.cpp
    laws/reader_index.cpp laws/retained_asks.cpp laws/retained_law.cpp laws/retained_readers.cpp
    laws/retained_rules.cpp laws/retained_store.cpp laws/retained_writers.cpp laws/session_book.cpp laws/session_law.cpp laws/session_rules.cpp
    laws/shared_groups.cpp laws/shared_law.cpp laws/shared_rules.cpp
    laws/will_case.cpp laws/will_causes.cpp laws/will_content.cpp laws/will_debts.cpp
    laws/will_deliveries.cpp laws/will_law.cpp laws/will_ledger.cpp laws/will_retained.cpp
    laws/will_sentences.cpp laws/will_window.cpp laws/wire_answers.cpp laws/wire_deliveries.cpp
    laws/wire_endings.cpp laws/wire_explanations.cpp laws/wire_form.cpp laws/wire_greeting.cpp
    laws/wire_law.cpp laws/wire_rules.cpp)
set(laws_headers
    laws/access_rights.hpp laws/acl_law.hpp laws/agenda.hpp laws/broker_calm.hpp
    laws/connection.hpp laws/connection_book.hpp laws/device_connection.hpp laws/device_law.hpp
    laws/device_rules.hpp laws/findings.hpp laws/inflight.hpp laws/law.hpp
    laws/message_key.hpp laws/packet_properties.hpp laws/properties_law.hpp laws/properties_rules.hpp
    laws/reader_index.hpp laws/retained_asks.hpp laws/retained_case.hpp
    laws/retained_law.hpp laws/retained_readers.hpp laws/retained_rules.hpp laws/retained_store.hpp
    laws/retained_writers.hpp laws/rule_book.hpp laws/session_book.hpp laws/shared_groups.hpp
    laws/shared_law.hpp laws/shared_rules.hpp laws/will_case.hpp laws/will_causes.hpp laws/will_content.hpp laws/will_debts.hpp
    laws/will_deliveries.hpp laws/will_law.hpp laws/will_ledger.hpp laws/will_retained.hpp
    laws/will_sentences.hpp laws/will_window.hpp laws/wire_answers.hpp laws/wire_case.hpp
    laws/wire_connection.hpp laws/wire_deliveries.hpp laws/wire_endings.hpp
    laws/wire_explanations.hpp laws/wire_form.hpp laws/wire_greeting.hpp laws/wire_law.hpp
    laws/wire_rules.hpp)
set(laws_tests
    laws/acl_law_test.cpp laws/connection.hpp laws/connection_book.hpp laws/delivery_law.hpp
    laws/delivery_law_test.cpp laws/delivery_reader.hpp laws/delivery_readers.hpp
    laws/delivery_rules.hpp laws/device_law_test.cpp laws/findings.hpp laws/inflight.hpp laws/kept_session.hpp laws/law.hpp
    laws/law_history.cpp laws/law_property_test.cpp laws/message_key.hpp laws/paper_broker.cpp
    laws/paper_clients.cpp laws/paper_flows.cpp laws/properties_law_test.cpp laws/publication.hpp laws/reader_index.hpp
    laws/retained_law_test.cpp
    laws/rule_book.hpp laws/session_book.hpp laws/session_law.hpp laws/session_law_test.cpp
    laws/session_rules.hpp laws/shared_law_test.cpp laws/statement_ids_test.cpp laws/will_case.hpp laws/will_causes.hpp
    laws/will_content.hpp laws/will_debts.hpp laws/will_deliveries.hpp laws/will_law.hpp
    laws/will_law_test.cpp laws/will_ledger.hpp laws/will_retained.hpp laws/will_sentences.hpp
    laws/will_story_test.cpp laws/will_window.hpp laws/wire_answers.hpp laws/wire_case.hpp
    laws/wire_connection.hpp laws/wire_deliveries.hpp laws/wire_endings.hpp
    laws/wire_endings_test.cpp laws/wire_explanations.hpp laws/wire_form.hpp
    laws/wire_form_test.cpp laws/wire_greeting.hpp laws/wire_law.hpp laws/wire_law_test.cpp
    laws/wire_rules.hpp)
