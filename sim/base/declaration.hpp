#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace breakwire {

/// A JSON Schema that is made when somebody asks for it: declarations are made for each reading,
/// schemas for editors alone.
class LazySchema {
public:
    using Make = nlohmann::json (*)();

    LazySchema() = default;
    LazySchema(Make make) : make_(make) {}
    explicit LazySchema(nlohmann::json made)
        : made_(std::make_shared<const nlohmann::json>(std::move(made))) {}

    nlohmann::json get() const {
        if (made_) return *made_;
        return make_ != nullptr ? make_() : nlohmann::json();
    }

private:
    Make make_ = nullptr;
    std::shared_ptr<const nlohmann::json> made_;
};

/// One key of a mapping, as `explain`, the JSON Schema and the messages know it.
struct FieldInfo {
    std::string key;
    std::string help;
    std::string type;          ///< for people: "duration"
    std::string default_text;  ///< empty if required or if it has none
    bool required = false;
    LazySchema schema{};
};

/// What a kind (a fault, a model, a step...) is called, what it is for, and which keys it takes.
struct Declaration {
    std::string name;
    std::string help;
    std::vector<FieldInfo> fields;
    std::string shorthand{};  ///< the key a bare value stands for: `rst: thermometer`; may be empty
    std::string example{};    ///< as one would type it; may be empty
    /// What it takes from its surroundings, which not every run has: "virtual_time", "own_disk".
    std::vector<std::string> needs{};
    /// What whoever plays a device has to be able to do for it: "power.off", "console".
    std::vector<std::string> wants{};
    std::string details{};  ///< further lines for `explain`, each with its end; may be empty

    std::vector<std::string> keys() const;

    /// JSON Schema (draft 2020-12) of the mapping.
    nlohmann::json schema() const;

    /// The paragraph `breakwire explain` prints.
    std::string explain() const;
};

}  // namespace breakwire
