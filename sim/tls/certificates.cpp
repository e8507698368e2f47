#include "sim/tls/certificates.hpp"

#include <arpa/inet.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

#include "sim/base/invariant.hpp"

namespace breakwire::sim {
namespace {

template <auto Free>
struct FreeBy {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeBy<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeBy<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, FreeBy<BIO_free>>;

constexpr const char* long_ago = "20000101000000Z";
constexpr const char* ages_ago = "19990101000000Z";
constexpr const char* far_away = "20491231235959Z";
constexpr const char* farther_away = "20991231235959Z";

/// What a certificate says.
struct Statement {
    std::string common_name;
    const char* from = long_ago;
    const char* to = far_away;
    std::vector<std::pair<int, std::string>> extensions{};  ///< NID and value, as in openssl.cnf
};

Key make_key(const Luck& luck) {
    std::array<unsigned char, 32> seed{};
    for (std::size_t i = 0; i < seed.size(); ++i) {
        seed[i] = static_cast<unsigned char>(luck.bits("key", i));
    }
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
    BREAKWIRE_INVARIANT(key != nullptr);
    return key;
}

void set_name(X509_NAME* name, const std::string& common_name) {
    const int done = X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common_name.data()),
        static_cast<int>(common_name.size()), -1, 0);
    BREAKWIRE_INVARIANT(done == 1);
}

void add_extensions(X509* certificate, X509* issuer, const Statement& says) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    for (const auto& [kind, value] : says.extensions) {
        const Extension made(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
        BREAKWIRE_INVARIANT(made != nullptr);
        X509_add_ext(certificate, made.get(), -1);
    }
}

/// `issuer`: nullptr if it signs itself.
Certificate make_certificate(const Statement& says, const Luck& luck, EVP_PKEY& key, X509* issuer,
                             EVP_PKEY& issuers_key) {
    Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(made.get()), luck.bits("serial", 0) >> 1);
    ASN1_TIME_set_string(X509_getm_notBefore(made.get()), says.from);
    ASN1_TIME_set_string(X509_getm_notAfter(made.get()), says.to);
    set_name(X509_get_subject_name(made.get()), says.common_name);
    X509* const by = issuer != nullptr ? issuer : made.get();
    X509_set_issuer_name(made.get(), X509_get_subject_name(by));
    X509_set_pubkey(made.get(), &key);
    add_extensions(made.get(), by, says);
    const int size = X509_sign(made.get(), &issuers_key, nullptr);  // Ed25519 hashes by itself
    BREAKWIRE_INVARIANT(size > 0);
    return made;
}

std::string contents(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509& certificate) {
    const Memory memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(memory.get(), &certificate);
    return contents(memory.get());
}

std::string pem_of(EVP_PKEY& key) {
    const Memory memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(memory.get(), &key, nullptr, nullptr, 0, nullptr, nullptr);
    return contents(memory.get());
}

struct Authority {
    Key key;
    Certificate certificate;

    Authority(const Luck& luck, const std::string& name) : key(make_key(luck)) {
        Statement says{name};
        says.extensions = {{NID_basic_constraints, "critical,CA:TRUE"},
                           {NID_key_usage, "critical,keyCertSign,cRLSign"},
                           {NID_subject_key_identifier, "hash"}};
        certificate = make_certificate(says, luck, *key, nullptr, *key);
    }
};

Authority known_authority(const Luck& luck) {
    return {luck.of("authority"), "Breakwire authority of this case"};
}

void set_period(Statement& says, CertificateKind kind) {
    if (kind == CertificateKind::expired) {
        says.from = ages_ago;
        says.to = long_ago;
    } else if (kind == CertificateKind::not_yet_valid) {
        says.from = far_away;
        says.to = farther_away;
    }
}

Credentials issue(Statement says, TlsPart part, CertificateKind kind, const Luck& luck,
                  const Luck& own) {
    set_period(says, kind);
    const bool serves = (part == TlsPart::server) != (kind == CertificateKind::wrong_usage);
    says.extensions.emplace_back(NID_basic_constraints, "critical,CA:FALSE");
    says.extensions.emplace_back(NID_key_usage, "critical,digitalSignature");
    says.extensions.emplace_back(NID_ext_key_usage, serves ? "serverAuth" : "clientAuth");
    const Key key = make_key(own);
    if (kind == CertificateKind::self_signed) {
        const Certificate made = make_certificate(says, own, *key, nullptr, *key);
        return {pem_of(*made), pem_of(*key)};
    }
    const Authority by = kind == CertificateKind::unknown_ca
                             ? Authority(luck.of("stranger"), "An authority that nobody knows")
                             : known_authority(luck);
    const Certificate made = make_certificate(says, own, *key, by.certificate.get(), *by.key);
    return {pem_of(*made), pem_of(*key)};
}

/// As subjectAltName wants it. Source: RFC 5280 section 4.2.1.6.
std::string alternative_names(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) {
        in_addr address{};
        const bool numeric = inet_pton(AF_INET, name.c_str(), &address) == 1;
        out += (out.empty() ? "" : ",") + std::string(numeric ? "IP:" : "DNS:") + name;
    }
    return out;
}

}  // namespace

std::string Certificates::authority() const { return pem_of(*known_authority(luck_).certificate); }

Credentials Certificates::server(const std::vector<std::string>& names,
                                 CertificateKind kind) const {
    if (kind == CertificateKind::none) return {};
    const bool other_host = kind == CertificateKind::wrong_host;
    const std::vector<std::string> known_by =
        other_host ? std::vector<std::string>{"somebody-else.example"} : names;
    Statement says{known_by.front()};
    says.extensions = {{NID_subject_alt_name, alternative_names(known_by)}};
    return issue(std::move(says), TlsPart::server, kind, luck_, luck_.of("server"));
}

Credentials Certificates::client(const std::string& common_name, CertificateKind kind) const {
    if (kind == CertificateKind::none) return {};
    return issue({common_name}, TlsPart::client, kind, luck_, luck_.of("client").of(common_name));
}

}  // namespace breakwire::sim
