#include "sim/tls/certificates.hpp"

#include <gmock/gmock.h>

namespace breakwire::sim {
namespace {

using ::testing::HasSubstr;

TEST(Certificates, AreTheSameForTheSameSeedOctetForOctet) {
    const Certificates one(Luck(1));
    const Certificates same(Luck(1));
    const Certificates other(Luck(2));
    const auto made = [](const Certificates& by) {
        return by.client("pump", CertificateKind::valid).certificate;
    };
    EXPECT_EQ(one.authority(), same.authority());
    EXPECT_EQ(made(one), made(same));
    EXPECT_NE(made(one), made(other));
}

TEST(Certificates, GiveEachClientAKeyOfItsOwn) {
    const Certificates made(Luck(1));
    EXPECT_NE(made.client("pump", CertificateKind::valid).key,
              made.client("valve", CertificateKind::valid).key);
}

TEST(Certificates, AreNoneWhereNoneIsAskedFor) {
    const Certificates made(Luck(1));
    EXPECT_TRUE(made.client("pump", CertificateKind::none).empty());
    EXPECT_THAT(made.client("pump", CertificateKind::valid).certificate,
                HasSubstr("BEGIN CERTIFICATE"));
}

}  // namespace
}  // namespace breakwire::sim
