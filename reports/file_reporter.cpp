#include "reports/file_reporter.hpp"

#include <fstream>

#include "sim/base/errors.hpp"

namespace breakwire::reports {

void FileReporter::run_finished(const RunSummary& summary) {
    const std::filesystem::path partial = path_.string() + ".part";
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    out << text(run_, summary);
    out.close();
    std::error_code failure;
    if (out) std::filesystem::rename(partial, path_, failure);
    if (!out || failure) {
        std::filesystem::remove(partial, failure);
        throw EnvironmentError("cannot write the report " + path_.string());
    }
}

}  // namespace breakwire::reports
