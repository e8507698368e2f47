#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>
#include <vector>

#include "sim/base/errors.hpp"
#include "sim/base/node.hpp"

namespace breakwire::scenarios {

/// Builds a Node from the events of yaml-cpp's parser.
class YamlBuilder final : public YAML::EventHandler {
public:
    YamlBuilder(FileName file, Mistakes& mistakes) : file_(file), mistakes_(mistakes) {}

    const Node& root() const { return root_; }
    /// yaml-cpp counts lines and columns from 0; editors and compilers count from 1.
    Place place(const YAML::Mark& mark) const;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

private:
    /// A list or mapping that is not complete yet.
    struct Open {
        Node node;
        YAML::anchor_t anchor{};
        std::optional<Node> key;   ///< of a mapping: the value comes next
        std::vector<Node> merged;  ///< what `<<` named
    };

    void open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor);
    void close();
    void add(Node node, YAML::anchor_t anchor);
    void add_entry(Open& mapping, Node value);
    void merge(Open& mapping);
    void merge_entries(Node& mapping, const Node& other);

    FileName file_;
    Mistakes& mistakes_;
    Node root_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, Node> anchors_;
    std::size_t copied_ = 0;
};

}  // namespace breakwire::scenarios
