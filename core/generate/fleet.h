// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The running copies of the shop's services: one resource each, on a few hosts, and the scopes of their
// libraries. Built by one thread, then read only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/generate/attribute_list.h"
#include "core/generate/random.h"
#include "core/generate/shop_names.h"
#include "core/model/span.h"

namespace spanloupe::generate {

using InstanceIndex = std::uint16_t;

struct Instance {
  Service service = Service::Frontend;
  bool slow = false;            ///< Runs the slow release.
  std::uint64_t skewNanos = 0;  ///< How far its clock is behind.
  std::string podAddress;
  AttributeList resource;
};

class Fleet {
 public:
  explicit Fleet(std::uint64_t seed);

  [[nodiscard]] std::size_t size() const { return m_instances.size(); }
  [[nodiscard]] const Instance& operator[](InstanceIndex index) const { return m_instances[index]; }
  /// One of the copies of `service`. The copies of the released service are replaced one after the other
  /// while `progress` (percent of the load) goes from 60 to 66.
  [[nodiscard]] InstanceIndex pick(Service service, std::uint32_t progress, Random& random) const;

  [[nodiscard]] ResourceView resourceOf(InstanceIndex index) const;
  [[nodiscard]] ScopeView scopeOf(InstanceIndex index, Library library) const;

 private:
  void add(Service service, std::uint32_t copy, std::string_view version, std::uint64_t replicaSet,
           Random& random);

  std::vector<Instance> m_instances;
  std::vector<InstanceIndex> m_first;  ///< Per service.
  InstanceIndex m_firstReleased = 0;
};

}  // namespace spanloupe::generate
