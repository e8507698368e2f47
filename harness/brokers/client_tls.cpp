#include "harness/brokers/client_tls.hpp"

#include "harness/brokers/text_file.hpp"

namespace breakwire::harness {

sim::TlsSettings client_tls(const std::optional<std::string>& authority,
                            const std::optional<std::string>& certificate,
                            const std::optional<std::string>& key, const std::string& host) {
    sim::TlsSettings settings;
    settings.part = sim::TlsPart::client;
    if (authority) {
        settings.authority = read_text(*authority);
        settings.host = host;
    }
    if (certificate) settings.own = {read_text(*certificate), read_text(*key)};
    return settings;
}

sim::TlsProfile client_profile_of(const sim::TlsSettings& settings,
                                  const sim::Certificates& certificates, const std::string& name) {
    sim::TlsProfile profile;
    profile.settings = settings;
    profile.credentials = [own = settings.own, &certificates, name](sim::CertificateKind kind) {
        return kind == sim::CertificateKind::valid ? own : certificates.client(name, kind);
    };
    return profile;
}

}  // namespace breakwire::harness
