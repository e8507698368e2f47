#pragma once

#include "devices/models/waveforms/waveform.hpp"

namespace breakwire::devices {

/// A table read from a file of comma-separated values: a line of names, then lines of numbers.
/// No quoting; blanks around a cell do not count, nor do empty lines.
struct CsvTable {
    std::vector<std::string> names;
    std::vector<std::vector<double>> columns;  ///< as many as names, all of the same length

    std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
};

/// A file that was found and read together with the scenario that names it; a relative path counts
/// from that scenario's folder.
struct CsvFile {
    std::shared_ptr<const CsvTable> table;
};

/// Replays recorded readings: one row a sample, or each at the time that a column of the file says,
/// in seconds from any origin.
class Csv final : public Waveform {
public:
    static Fields<Csv> fields();
    void validate(const Places& at) const;
    double at(const Sample& sample, Memo& memo) const override;

private:
    /// Where `name` stands in the table; `names.size()` if unknown.
    std::size_t index(const std::string& name) const;
    /// That of `column_`; the first that is not the time if it is absent.
    std::size_t index() const;
    double by_row(std::uint64_t ordinal) const;
    double by_time(Duration elapsed) const;
    void check_times(const Places& at) const;

    CsvFile file_;
    std::optional<std::string> column_;
    std::optional<std::string> time_;
    bool interpolate_ = false;
    bool repeat_ = true;
};

}  // namespace breakwire::devices

template <>
struct breakwire::ValueType<breakwire::devices::CsvFile> {
    static std::string name() { return "path of a CSV file"; }
    static nlohmann::json schema() { return {{"type", "string"}}; }
    static std::optional<devices::CsvFile> read(const Node& node, Mistakes& mistakes);
    static std::string text(const devices::CsvFile&) { return ""; }
};
