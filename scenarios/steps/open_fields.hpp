#pragma once

#include <set>

#include "sim/base/fields.hpp"

namespace breakwire::scenarios {

/// The fields of a step that also takes keys which the scenario chooses: devices in `expect`, kinds
/// in `fault`. Those entries are kept in a member, for `settle` to make sense of.
///
/// In the declaration they stand under one key in capitals, whose schema is that of their values.
template <class T>
class OpenFields {
public:
    OpenFields(Fields<T> fields, FieldInfo others, Node T::*member)
        : fields_(std::move(fields)), others_(std::move(others)), member_(member) {}

    Declaration declaration() const {
        Declaration declared = fields_.declaration();
        declared.fields.insert(declared.fields.begin(), others_);
        return declared;
    }

    bool read(T& object, const Node& node, Mistakes& mistakes,
              const std::vector<std::string>& also_known = {}) const {
        if (!node.is_mapping()) {
            expected(node, mistakes, "a mapping with " + others_.help);
            return false;
        }
        const std::vector<std::string> known = fields_.declaration().keys();
        Node own = Node::mapping(node.at);
        Node others = own;
        for (const Node::Entry& entry : node.entries) {
            const bool ours = std::find(known.begin(), known.end(), entry.key) != known.end();
            (ours ? own : others).entries.push_back(entry);
        }
        const bool unique = each_once(others, mistakes);
        object.*member_ = std::move(others);
        return fields_.read(object, own, mistakes, also_known) && unique;
    }

private:
    static bool each_once(const Node& mapping, Mistakes& mistakes) {
        std::set<std::string> seen;
        const std::size_t before = mistakes.count();
        for (const Node::Entry& entry : mapping.entries) {
            if (seen.insert(entry.key).second) continue;
            mistakes.add(entry.key_at, "key '" + entry.key + "' is there twice");
        }
        return mistakes.count() == before;
    }

    Fields<T> fields_;
    FieldInfo others_;
    Node T::*member_;
};

}  // namespace breakwire::scenarios
