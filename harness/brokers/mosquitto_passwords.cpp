#include <openssl/evp.h>

#include <array>
#include <cstring>

#include "harness/brokers/mosquitto_files.hpp"

namespace breakwire::harness {
namespace {

constexpr int rounds = 101;
constexpr std::size_t salt_size = 12;
constexpr std::size_t hash_size = 64;

std::string base64(const unsigned char* data, std::size_t size) {
    std::string text(4 * ((size + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends it with a NUL
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), data,
                                       static_cast<int>(size));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Bytes salt_of(const std::string& user, const Luck& luck) {
    Bytes salt;
    for (std::uint64_t ordinal = 0; salt.size() < salt_size; ++ordinal) {
        salt.push_back(static_cast<std::byte>(luck.bits("salt of " + user, ordinal)));
    }
    return salt;
}

}  // namespace

std::string mosquitto_password_hash(const std::string& password, ByteView salt) {
    const auto* salt_octets = reinterpret_cast<const unsigned char*>(salt.data());
    std::array<unsigned char, hash_size> hash{};
    const int done = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                                       salt_octets, static_cast<int>(salt.size()), rounds,
                                       EVP_sha512(), hash.size(), hash.data());
    BREAKWIRE_INVARIANT(done == 1);
    return "$7$" + std::to_string(rounds) + '$' + base64(salt_octets, salt.size()) + '$' +
           base64(hash.data(), hash.size());
}

std::string mosquitto_passwords(const std::map<std::string, std::string>& users, const Luck& luck) {
    std::string out;
    for (const auto& [user, password] : users) {
        out += user + ':' + mosquitto_password_hash(password, salt_of(user, luck)) + '\n';
    }
    return out;
}

}  // namespace breakwire::harness
