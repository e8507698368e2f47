#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "sim/base/fields.hpp"
#include "sim/base/invariant.hpp"

namespace breakwire {

/// The known kinds of one thing (faults, models, checks...). A kind is a default-constructible
/// class derived from `Interface` with a static `fields()`; adding one is a line in a
/// `builtin.cpp`.
template <class Interface>
class Catalog {
public:
    /// `what` names the thing in messages: "fault".
    explicit Catalog(std::string what) : what_(std::move(what)) {}

    template <class Kind>
    void add() {
        Entry entry{fields_of<Kind>().declaration(), make_kind<Kind>};
        const std::string name = entry.declaration.name;
        const bool fresh = entries_.emplace(name, std::move(entry)).second;
        BREAKWIRE_INVARIANT(fresh);
    }

    const Declaration* find(std::string_view name) const {
        const auto it = entries_.find(name);
        return it == entries_.end() ? nullptr : &it->second.declaration;
    }
    std::vector<std::string> names() const {
        std::vector<std::string> out;
        for (const auto& [name, _] : entries_) out.push_back(name);
        return out;
    }
    std::vector<Declaration> declarations() const {
        std::vector<Declaration> out;
        for (const auto& [_, entry] : entries_) out.push_back(entry.declaration);
        return out;
    }
    const std::string& what() const { return what_; }

    /// Makes the kind `name`, typed at `name_at`, from its settings; nullptr after a mistake.
    /// Keys in `also_known` are read by somebody else.
    std::unique_ptr<Interface> make(std::string_view name, const Place& name_at,
                                    const Node& settings, Mistakes& mistakes,
                                    const std::vector<std::string>& also_known = {}) const {
        const std::size_t before = mistakes.count();
        auto made = make_partly(name, name_at, settings, mistakes, also_known);
        return mistakes.count() == before ? std::move(made) : nullptr;
    }

    /// The same, but after a mistake in its settings the kind is there with what could be read, for
    /// whoever looks for further mistakes; nullptr only if `name` is unknown.
    std::unique_ptr<Interface> make_partly(std::string_view name, const Place& name_at,
                                           const Node& settings, Mistakes& mistakes,
                                           const std::vector<std::string>& also_known = {}) const {
        const auto it = entries_.find(name);
        if (it == entries_.end()) {
            mistakes.add(name_at, "unknown " + what_ + " '" + std::string(name) + "'" +
                                      suggestion(name, names()));
            return nullptr;
        }
        return it->second.make(settings, mistakes, also_known);
    }

    /// Makes the kind of a mapping with one entry: `{rst: {device: thermometer}}`.
    std::unique_ptr<Interface> make_one(const Node& node, Mistakes& mistakes) const {
        if (!node.is_mapping() || node.entries.size() != 1) {
            expected(node, mistakes, "one " + what_ + suggestion("", names()));
            return nullptr;
        }
        const Node::Entry& entry = node.entries.front();
        return make(entry.key, entry.key_at, entry.value, mistakes);
    }

    /// JSON Schema of a mapping with one entry.
    nlohmann::json schema() const {
        nlohmann::json properties = nlohmann::json::object();
        for (const auto& [name, entry] : entries_) properties[name] = entry.declaration.schema();
        return {{"type", "object"},
                {"properties", properties},
                {"additionalProperties", false},
                {"minProperties", 1},
                {"maxProperties", 1}};
    }

private:
    using Make = std::unique_ptr<Interface> (*)(const Node&, Mistakes&,
                                                const std::vector<std::string>&);
    struct Entry {
        Declaration declaration;
        Make make;
    };

    template <class Kind>
    static std::unique_ptr<Interface> make_kind(const Node& settings, Mistakes& mistakes,
                                                const std::vector<std::string>& also_known) {
        auto kind = std::make_unique<Kind>();
        fields_of<Kind>().read(*kind, settings, mistakes, also_known);
        return kind;
    }

    std::string what_;
    std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace breakwire
