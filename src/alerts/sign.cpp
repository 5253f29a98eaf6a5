// The signature of Standard Webhooks (standardwebhooks.com), scheme v1. Relies on: libsodium. Door: webhook_signature().
#include <sodium.h>

#include "alerts/alerts.h"

namespace demarche {

std::string webhook_signature(std::string_view secret, std::string_view id, Instant timestamp, std::string_view body) {
  if (!secret.starts_with("whsec_")) return {};
  secret.remove_prefix(6);
  unsigned char key[64];
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(key, sizeof key, secret.data(), secret.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) != 0 || end != secret.data() + secret.size()) return {};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key, size);
  sodium_memzero(key, sizeof key);
  const std::string head = std::string(id) + "." + std::to_string(timestamp) + ".";
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(head.data()), head.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(body.data()), body.size());
  unsigned char mac[crypto_auth_hmacsha256_BYTES];
  crypto_auth_hmacsha256_final(&state, mac);
  char text[sodium_base64_ENCODED_LEN(crypto_auth_hmacsha256_BYTES, sodium_base64_VARIANT_ORIGINAL)];
  sodium_bin2base64(text, sizeof text, mac, sizeof mac, sodium_base64_VARIANT_ORIGINAL);
  return std::string("v1,") + text;
}

}  // namespace demarche
