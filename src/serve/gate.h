// Who may ask. Doors: is_loopback(), is_own_host(), may().
#pragma once

#include <string>
#include <string_view>

#include "serve/routes.h"

namespace demarche {

/// Whether an IP address reaches this machine alone: 127.0.0.0/8, ::1.
bool is_loopback(const std::string& address);
/// Whether a Host field names this server. On a loopback address only names of the loopback and those of the options pass: a page
/// of somebody's that had its name resolve to 127.0.0.1 (DNS rebinding) is not answered. On others, any name, where no `hosts` are given.
bool is_own_host(const House& house, std::string_view host);
/// Compares in a time that depends on the lengths alone.
bool is_same_secret(std::string_view given, std::string_view secret);
/// Whether a request shows what its route needs. 401 with a reason where not.
Result<bool> may(const House& house, const Route& route, const Request& request);

}  // namespace demarche
