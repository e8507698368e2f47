#pragma once

namespace breakwire::sim {

/// Which of the two parts of a handshake somebody plays.
enum class TlsPart { client, server };

/// How much of a device's TLS is Breakwire's affair.
enum class TlsMode {
    none,         ///< it speaks plain MQTT
    terminate,    ///< TLS ends at both ends of the virtual network, which carries plain MQTT
    passthrough,  ///< the virtual network carries what the device has sealed
};

/// Source: RFC 2246, 4346, 5246, 8446. The first two are deprecated by RFC 8996: a peer of today
/// refuses them.
enum class TlsVersion { v1_0, v1_1, v1_2, v1_3 };

/// What is right or wrong with a certificate. Source: RFC 5280 section 6, RFC 6125 section 6.
enum class CertificateKind {
    valid,
    none,           ///< none is presented, where the handshake can do without
    expired,        ///< notAfter is past
    not_yet_valid,  ///< notBefore is to come
    wrong_host,     ///< made for another host; a server's only
    unknown_ca,     ///< signed by an authority that nobody knows
    self_signed,    ///< signed by itself
    wrong_usage,    ///< extended key usage is that of the other part
};

}  // namespace breakwire::sim
