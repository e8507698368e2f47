#include "harness/brokers/java_keystores.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include "sim/base/errors.hpp"

namespace breakwire::harness {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const sim::Certificates certificates{Luck(7)};

std::string sha1(const std::string& text) {
    std::string digest(20, '\0');
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
               EVP_sha1(), nullptr);
    return digest;
}

TEST(JavaKeystores, HoldTheKeyOfACertificate) {
    const auto broker = certificates.server({"localhost"}, sim::CertificateKind::valid);
    const std::string store = java_key_store(broker, "secret");
    const auto* octets = reinterpret_cast<const unsigned char*>(store.data());
    PKCS12* read = d2i_PKCS12(nullptr, &octets, static_cast<long>(store.size()));
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(PKCS12_verify_mac(read, "secret", -1), 1);
    EXPECT_EQ(PKCS12_verify_mac(read, "guessed", -1), 0);
    PKCS12_free(read);
}

TEST(JavaKeystores, HoldWhomToTrust) {
    const std::string store = java_trust_store(certificates.authority(), "ab");
    EXPECT_THAT(store, StartsWith(std::string("\xFE\xED\xFE\xED\0\0\0\2\0\0\0\1\0\0\0\2", 16) +
                                  std::string("\0\x09", 2) + "authority"));
    EXPECT_THAT(store, HasSubstr(std::string("\0\5", 2) + "X.509"));
    const std::string content = store.substr(0, store.size() - 20);
    const std::string password("\0a\0b", 4);
    EXPECT_THAT(store, EndsWith(sha1(password + "Mighty Aphrodite" + content)));
}

TEST(JavaKeystores, WantPem) {
    EXPECT_THROW(java_trust_store("no certificate", "x"), EnvironmentError);
    EXPECT_THROW(java_key_store({certificates.authority(), "no key"}, "x"), EnvironmentError);
}

TEST(JavaKeystores, WantAKeyThatBelongsToTheCertificate) {
    const auto one = certificates.server({"localhost"}, sim::CertificateKind::valid);
    const auto other = certificates.client("pump", sim::CertificateKind::valid);
    EXPECT_THROW(java_key_store({one.certificate, other.key}, "x"), EnvironmentError);
}

}  // namespace
}  // namespace breakwire::harness
