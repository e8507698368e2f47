#pragma once

#include <functional>
#include <set>
#include <utility>

#include "sim/base/declaration.hpp"
#include "sim/base/suggest.hpp"
#include "sim/base/value_type.hpp"

namespace breakwire {

/// Finds where the keys of a mapping were typed, for mistakes that concern several of them.
class Places {
public:
    Places(const Node& mapping, Mistakes& mistakes) : mapping_(mapping), mistakes_(mistakes) {}

    /// Adds "<key> <what>" at the value of `key`, or at the mapping if the key is not there.
    void fail(std::string_view key, const std::string& what) const {
        const Node* value = mapping_.find(key);
        mistakes_.add(value != nullptr ? value->at : mapping_.at, std::string(key) + ' ' + what);
    }
    bool has(std::string_view key) const { return mapping_.find(key) != nullptr; }

private:
    const Node& mapping_;
    Mistakes& mistakes_;
};

/// A key of `T` and how it gets there.
template <class T>
struct Field {
    FieldInfo info;
    std::function<void(T&, const Node&, Mistakes&)> read;
    std::function<std::string(const T&)> text;  ///< as one would type it
};

template <class T, class Owner, class V>
Field<T> make_field(std::string key, V Owner::*member, std::string help, bool is_required) {
    FieldInfo info{std::move(key), std::move(help),      ValueType<V>::name(), "",
                   is_required,    &ValueType<V>::schema};
    return {std::move(info),
            [member](T& object, const Node& node, Mistakes& mistakes) {
                if (auto value = ValueType<V>::read(node, mistakes)) {
                    object.*member = std::move(*value);
                }
            },
            [member](const T& object) { return ValueType<V>::text(object.*member); }};
}

/// The keys of a mapping that becomes a `T`: the only place that knows them. Reading, mistakes with
/// places, defaults, `explain`, the JSON Schema and the reference page are made from it.
template <class T>
class Fields {
public:
    Fields(std::string name, std::string help) : name_(std::move(name)), help_(std::move(help)) {}

    template <class Owner, class V>
    Fields&& required(std::string key, V Owner::*member, std::string help) && {
        fields_.push_back(make_field<T>(std::move(key), member, std::move(help), true));
        return std::move(*this);
    }
    /// The default is the member's value in a fresh `T`.
    template <class Owner, class V>
    Fields&& optional(std::string key, V Owner::*member, std::string help) && {
        fields_.push_back(make_field<T>(std::move(key), member, std::move(help), false));
        fields_.back().info.default_text = ValueType<V>::text(T{}.*member);
        return std::move(*this);
    }
    /// A bare value in the place of the mapping stands for this key.
    Fields&& shorthand(std::string key) && {
        shorthand_ = std::move(key);
        return std::move(*this);
    }

    /// A line of a file that uses it, for `explain`.
    Fields&& example(std::string line) && {
        example_ = std::move(line);
        return std::move(*this);
    }

    /// Something of the surroundings that it cannot do without.
    Fields&& needs(std::string what) && {
        needs_.push_back(std::move(what));
        return std::move(*this);
    }

    /// An ability of whoever plays the devices that it names.
    Fields&& wants(std::string ability) && {
        wants_.push_back(std::move(ability));
        return std::move(*this);
    }

    Declaration declaration() const {
        Declaration declared{name_, help_, {}, shorthand_, example_, needs_, wants_};
        for (const Field<T>& field : fields_) declared.fields.push_back(field.info);
        return declared;
    }

    /// What one would type for `object`: each key that is required or not as by default,
    /// `{delay: 20ms, rate: 1Mbit/s}`.
    std::string typed(const T& object) const {
        std::string out;
        for (const Field<T>& field : fields_) {
            const std::string text = field.text(object);
            if (!field.info.required && text == field.info.default_text) continue;
            out += (out.empty() ? "" : ", ") + field.info.key + ": " + text;
        }
        return '{' + out + '}';
    }

    /// Reads `node` into `object`. Keys in `also_known` belong to somebody else and are passed
    /// over. Returns whether no mistake was added.
    bool read(T& object, const Node& node, Mistakes& mistakes,
              const std::vector<std::string>& also_known = {}) const {
        const std::size_t before = mistakes.count();
        if (!shorthand_.empty() && !node.is_mapping() && !node.is_null()) {
            find(shorthand_)->read(object, node, mistakes);
            Node in_full = Node::mapping(node.at);
            in_full.entries.push_back({shorthand_, node.at, node});
            validate(object, in_full, mistakes, before);
            return mistakes.count() == before;
        }
        if (!node.is_mapping() && !node.is_null()) {
            expected(node, mistakes, "a mapping" + suggestion("", keys()));
            return false;
        }
        read_entries(object, node, mistakes, also_known);
        for (const Field<T>& field : fields_) {
            if (field.info.required && node.find(field.info.key) == nullptr) {
                mistakes.add(node.at, name_ + ": missing key '" + field.info.key + "' (" +
                                          field.info.help + ")");
            }
        }
        validate(object, node, mistakes, before);
        return mistakes.count() == before;
    }

private:
    std::vector<std::string> keys() const {
        std::vector<std::string> names;
        for (const Field<T>& field : fields_) names.push_back(field.info.key);
        return names;
    }

    const Field<T>* find(std::string_view key) const {
        for (const Field<T>& field : fields_) {
            if (field.info.key == key) return &field;
        }
        return nullptr;
    }

    void read_entries(T& object, const Node& node, Mistakes& mistakes,
                      const std::vector<std::string>& also_known) const {
        std::set<std::string> seen;
        std::vector<std::string> known = keys();
        known.insert(known.end(), also_known.begin(), also_known.end());
        for (const Node::Entry& entry : node.entries) {
            if (!seen.insert(entry.key).second) {
                mistakes.add(entry.key_at, "key '" + entry.key + "' is there twice");
            } else if (const Field<T>* field = find(entry.key)) {
                field->read(object, entry.value, mistakes);
            } else if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
                mistakes.add(entry.key_at,
                             "unknown key '" + entry.key + "'" + suggestion(entry.key, known));
            }
        }
    }

    /// A type's own `validate` sees a whole object, so it runs only after a clean reading.
    void validate(T& object, const Node& node, Mistakes& mistakes, std::size_t before) const {
        if constexpr (requires(const T& t, const Places& at) { t.validate(at); }) {
            if (mistakes.count() == before) object.validate(Places(node, mistakes));
        }
    }

    std::string name_;
    std::string help_;
    std::string shorthand_;
    std::string example_;
    std::vector<std::string> needs_;
    std::vector<std::string> wants_;
    std::vector<Field<T>> fields_;
};

/// A type with declared fields nests in other declarations.
template <class T>
concept HasFields = requires {
    T::fields();
};

/// The fields of `T`, made once: a scenario has thousands of some types.
template <HasFields T>
const auto& fields_of() {
    static const auto fields = T::fields();
    return fields;
}

template <HasFields T>
struct ValueType<T> {
    static std::string name() { return fields_of<T>().declaration().name; }
    static nlohmann::json schema() { return fields_of<T>().declaration().schema(); }
    static std::optional<T> read(const Node& node, Mistakes& mistakes) {
        T object{};
        if (!fields_of<T>().read(object, node, mistakes)) return std::nullopt;
        return object;
    }
    /// A type that can say it has a `typed()`: what one would type for it, empty for nothing.
    static std::string text(const T& value) {
        if constexpr (requires { value.typed(); }) {
            return value.typed();
        } else {
            return "{...}";
        }
    }
};

}  // namespace breakwire
