set(language_sources
    language/explain.cpp language/find_mistakes.cpp language/fleet_section.cpp
    language/include.cpp language/lie_file.cpp language/load.cpp language/needs.cpp
    language/parameters.cpp language/read_file.cpp language/scenario_fields.cpp
    language/schema.cpp language/value_range.cpp language/wants.cpp language/yaml_builder.cpp
    language/yaml_node.cpp language/yaml_text.cpp)
set(language_headers
    language/explain.hpp language/find_mistakes.hpp language/fleet_section.hpp
    language/lie_file.hpp language/load.hpp language/needs.hpp language/read_file.hpp
    language/scenario_fields.hpp language/schema.hpp language/value_range.hpp
    language/wants.hpp language/yaml_node.hpp language/yaml_text.hpp)
set(language_tests
    language/explain_test.cpp language/fleet_section_test.cpp language/include.hpp
    language/include_test.cpp language/lie_file_test.cpp language/load.hpp language/load_test.cpp
    language/needs.hpp language/needs_test.cpp language/parameters.hpp
    language/parameters_test.cpp language/scenario_fields.hpp language/schema.hpp
    language/value_range_test.cpp language/wants_test.cpp language/yaml_node.hpp
    language/yaml_node_test.cpp language/yaml_text_test.cpp)
