#include "sim/tls/value_types.hpp"

namespace breakwire {

std::vector<std::pair<std::string, sim::TlsVersion>> EnumNames<sim::TlsVersion>::names() {
    using sim::TlsVersion;
    return {{"1.0", TlsVersion::v1_0},
            {"1.1", TlsVersion::v1_1},
            {"1.2", TlsVersion::v1_2},
            {"1.3", TlsVersion::v1_3}};
}

std::vector<std::pair<std::string, sim::CertificateKind>> EnumNames<sim::CertificateKind>::names() {
    using sim::CertificateKind;
    return {{"valid", CertificateKind::valid},
            {"none", CertificateKind::none},
            {"expired", CertificateKind::expired},
            {"not_yet_valid", CertificateKind::not_yet_valid},
            {"wrong_host", CertificateKind::wrong_host},
            {"unknown_ca", CertificateKind::unknown_ca},
            {"self_signed", CertificateKind::self_signed},
            {"wrong_usage", CertificateKind::wrong_usage}};
}

std::vector<std::pair<std::string, sim::TlsPart>> EnumNames<sim::TlsPart>::names() {
    return {{"client", sim::TlsPart::client}, {"server", sim::TlsPart::server}};
}

}  // namespace breakwire
