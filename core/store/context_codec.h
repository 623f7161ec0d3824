// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Resources and scopes as byte strings: the dictionary entries of the columns "resource" and "scope". Equal
// contexts give equal bytes. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/span.h"

namespace spanloupe::store {

[[nodiscard]] std::string encodeResource(const ResourceView& resource);
[[nodiscard]] std::string encodeScope(const ScopeView& scope);

/// Views into `bytes`; `attributes` holds what view.attributes points to. False when `bytes` is damaged.
[[nodiscard]] bool decodeResource(std::string_view bytes, std::vector<Attribute>& attributes,
                                  ResourceView& resource);
[[nodiscard]] bool decodeScope(std::string_view bytes, std::vector<Attribute>& attributes, ScopeView& scope);

/// The text of service.name, or "" when there is none or it is no string.
[[nodiscard]] std::string_view serviceName(std::span<const Attribute> attributes);

}  // namespace spanloupe::store
