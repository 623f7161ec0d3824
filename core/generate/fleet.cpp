// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/fleet.h"

namespace spanloupe::generate {
namespace {

std::string hexDigits(std::uint64_t value, int count) {
  std::string text;
  for (int i = 0; i < count; ++i, value >>= 4) text += "0123456789abcdef"[value & 15];
  return text;
}

/// Kubernetes leaves out vowels and digits that look like letters.
std::string podSuffix(std::uint64_t value) {
  std::string text;
  for (int i = 0; i < 5; ++i, value >>= 8) text += "bcdfghjklmnpqrstvwxz2456789"[(value & 255) % 27];
  return text;
}

std::string uuid(Random& random) {
  std::string digits = hexDigits(random.next(), 16);
  digits += hexDigits(random.next(), 16);
  return digits.substr(0, 8) + '-' + digits.substr(8, 4) + "-4" + digits.substr(13, 3) + "-a" +
         digits.substr(17, 3) + '-' + digits.substr(20, 12);
}

constexpr std::uint32_t kReleaseBegins = 60;

}  // namespace

Fleet::Fleet(std::uint64_t seed) {
  Random random(seed);
  for (std::size_t i = 0; i < kServiceCount; ++i) {
    const auto service = static_cast<Service>(i);
    const ServiceRow& row = rowOf(service);
    m_first.push_back(static_cast<InstanceIndex>(m_instances.size()));
    const std::uint64_t replicaSet = random.next();
    for (std::uint32_t copy = 0; copy < row.instances; ++copy)
      add(service, copy, row.version, replicaSet, random);
  }
  m_firstReleased = static_cast<InstanceIndex>(m_instances.size());
  const std::uint64_t replicaSet = random.next();
  for (std::uint32_t copy = 0; copy < rowOf(kReleasedService).instances; ++copy)
    add(kReleasedService, copy, kSlowVersion, replicaSet, random);
}

void Fleet::add(Service service, std::uint32_t copy, std::string_view version, std::uint64_t replicaSet,
                Random& random) {
  const ServiceRow& row = rowOf(service);
  const LanguageRow& language = rowOf(row.language);
  Instance instance;
  instance.service = service;
  instance.slow = version == kSlowVersion;
  const bool skewed = service == kReleasedService && copy == 0;
  const std::size_t host =
      skewed ? kSkewedHost : (static_cast<std::size_t>(service) * 3 + copy) % kSkewedHost;
  if (skewed) instance.skewNanos = kSkewNanos;
  instance.podAddress = "10.1." + std::to_string(host + 1) + '.' + std::to_string(random.between(2, 250));

  const std::string name(row.name);
  AttributeList& resource = instance.resource;
  resource.add("service.name", name);
  resource.add("service.namespace", "shop");
  resource.add("service.version", version);
  resource.add("service.instance.id", uuid(random));
  resource.add(row.legacy ? "deployment.environment" : "deployment.environment.name", "production");
  resource.add("host.name", kHosts[host]);
  resource.add("k8s.namespace.name", "shop");
  resource.add("k8s.deployment.name", name);
  resource.add("k8s.pod.name", name + '-' + hexDigits(replicaSet, 10) + '-' + podSuffix(random.next()));
  resource.add("process.pid", random.between(1, 40));
  if (row.language == Language::Java) {
    constexpr std::string_view kArguments[] = {"java", "-Xmx2g", "-jar", "/app/app.jar"};
    resource.addList("process.command_args", kArguments);
  } else {
    resource.add("process.command", language.command);
  }
  resource.add("telemetry.sdk.name", "opentelemetry");
  resource.add("telemetry.sdk.language", language.name);
  resource.add("telemetry.sdk.version", language.sdkVersion);
  m_instances.push_back(std::move(instance));
}

InstanceIndex Fleet::pick(Service service, std::uint32_t progress, Random& random) const {
  const std::uint32_t copy = random.below(rowOf(service).instances);
  if (service == kReleasedService && progress >= kReleaseBegins + 2 * copy)
    return static_cast<InstanceIndex>(m_firstReleased + copy);
  return static_cast<InstanceIndex>(m_first[static_cast<std::size_t>(service)] + copy);
}

ResourceView Fleet::resourceOf(InstanceIndex index) const {
  ResourceView view;
  view.attributes = m_instances[index].resource.view();
  if (!rowOf(m_instances[index].service).legacy) view.schemaUrl = "https://opentelemetry.io/schemas/1.44.0";
  return view;
}

ScopeView Fleet::scopeOf(InstanceIndex index, Library library) const {
  const LanguageRow& language = rowOf(rowOf(m_instances[index].service).language);
  ScopeView view;
  view.name = language.scopes[static_cast<std::size_t>(library)];
  if (library != Library::Code) view.version = language.scopeVersion;
  return view;
}

}  // namespace spanloupe::generate
