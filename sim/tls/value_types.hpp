#pragma once

#include "sim/base/value_type.hpp"
#include "sim/tls/words.hpp"

/// How the words of TLS are typed in a file.
namespace breakwire {

template <>
struct EnumNames<sim::TlsVersion> {
    static std::vector<std::pair<std::string, sim::TlsVersion>> names();
};

template <>
struct EnumNames<sim::CertificateKind> {
    static std::vector<std::pair<std::string, sim::CertificateKind>> names();
};

template <>
struct EnumNames<sim::TlsPart> {
    static std::vector<std::pair<std::string, sim::TlsPart>> names();
};

}  // namespace breakwire
