#include "harness/brokers/java_keystores.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <memory>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

template <auto Free>
struct Freed {
    template <class Thing>
    void operator()(Thing* thing) const {
        Free(thing);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free>>;
using X509Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Pkcs12 = std::unique_ptr<PKCS12, Freed<PKCS12_free>>;

Bio reading(const std::string& pem) {
    return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

X509Certificate certificate_in(const std::string& pem) {
    X509Certificate certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
    if (!certificate) throw EnvironmentError("this is no certificate in PEM");
    return certificate;
}

/// What `encode` writes, as of OpenSSL's functions i2d_*.
template <class Thing, class Encode>
std::string der_of(Thing* thing, const Encode& encode) {
    std::string der(static_cast<std::size_t>(encode(thing, nullptr)), '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    encode(thing, &out);
    return der;
}

/// `size` octets, the highest first.
std::string number(std::uint64_t value, std::size_t size) {
    std::string octets;
    for (std::size_t i = size; i-- > 0;) octets += static_cast<char>(value >> (8 * i) & 0xff);
    return octets;
}

std::string named(const std::string& name) { return number(name.size(), 2) + name; }

/// What keeps a store from being changed by accident: a digest that begins with the password, in
/// UTF-16, and three words of its author's.
std::string seal(const std::string& store, const std::string& password) {
    std::string text;
    for (const char letter : password) text += std::string(1, '\0') + letter;
    text += "Mighty Aphrodite" + store;
    std::string digest(static_cast<std::size_t>(EVP_MD_get_size(EVP_sha1())), '\0');
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
               EVP_sha1(), nullptr);
    return digest;
}

}  // namespace

std::string java_key_store(const sim::Credentials& credentials, const std::string& password) {
    const X509Certificate certificate = certificate_in(credentials.certificate);
    const PrivateKey key(
        PEM_read_bio_PrivateKey(reading(credentials.key).get(), nullptr, nullptr, nullptr));
    if (!key) throw EnvironmentError("this is no private key in PEM");
    const Pkcs12 store(PKCS12_create(password.c_str(), "broker", key.get(), certificate.get(),
                                     nullptr, 0, 0, 0, 0, 0));
    if (!store) throw EnvironmentError("this key does not belong to this certificate");
    return der_of(store.get(), i2d_PKCS12);
}

std::string java_trust_store(const std::string& authority, const std::string& password) {
    constexpr std::uint64_t magic = 0xFEEDFEED;
    constexpr std::uint64_t version = 2;
    constexpr std::uint64_t trusted = 2;
    const std::string der = der_of(certificate_in(authority).get(), i2d_X509);
    const std::string store = number(magic, 4) + number(version, 4) + number(1, 4) +
                              number(trusted, 4) + named("authority") + number(0, 8) +
                              named("X.509") + number(der.size(), 4) + der;
    return store + seal(store, password);
}

}  // namespace breakwire::harness
