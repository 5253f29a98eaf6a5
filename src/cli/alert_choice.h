// What the commands that send alerts share.
#pragma once

#include "alerts/alerts.h"
#include "cli/commands.h"

namespace demarche {

/// By the settings; the mail password is read from its file.
Result<DeliverOptions> deliver_options();

}  // namespace demarche
