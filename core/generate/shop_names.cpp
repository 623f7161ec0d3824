// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/shop_names.h"

namespace spanloupe::generate {
namespace {

constexpr std::array<ServiceRow, kServiceCount> kServices = {{
    {"frontend", Language::Nodejs, "5.31.2", 4, false, 8080},
    {"cart", Language::Go, "3.9.0", 3, false, 7070},
    {"checkout", Language::Java, "4.12.1", 3, false, 8081},
    {"payment", Language::Java, "2.17.3", 3, false, 8082},
    {"inventory", Language::Java, "2.6.4", 3, false, 8083},
    {"recommendation", Language::Python, "1.20.0", 2, false, 9001},
    {"shipping", Language::Dotnet, "1.8.7", 2, true, 5000},
    {"notification", Language::Ruby, "0.14.2", 2, true, 3000},
    {"auth", Language::Go, "6.1.0", 2, false, 9002},
    {"pricing", Language::Rust, "0.9.5", 3, false, 9003},
    {"search", Language::Python, "3.2.8", 2, true, 9200},
    {"fraud", Language::Python, "1.3.3", 2, false, 9004},
    {"analytics", Language::Java, "1.1.0", 1, false, 8090},
}};

constexpr std::array<LanguageRow, 7> kLanguages = {{
    {"nodejs",
     "2.5.0",
     "node server.js",
     {"@opentelemetry/instrumentation-http", "@opentelemetry/instrumentation-grpc",
      "@opentelemetry/instrumentation-pg", "@opentelemetry/instrumentation-redis",
      "@opentelemetry/instrumentation-kafkajs", "shop-web"},
     "0.212.0"},
    {"go",
     "1.40.0",
     "/app/server",
     {"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp",
      "go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc",
      "github.com/XSAM/otelsql", "github.com/redis/go-redis/extra/redisotel", "shop/kafka", "shop"},
     "0.65.0"},
    {"java",
     "1.59.0",
     "java -jar app.jar",
     {"io.opentelemetry.tomcat-10.0", "io.opentelemetry.grpc-1.6", "io.opentelemetry.jdbc",
      "io.opentelemetry.lettuce-5.1", "io.opentelemetry.kafka-clients-0.11", "shop"},
     "2.25.0-alpha"},
    {"python",
     "1.39.1",
     "python -m service",
     {"opentelemetry.instrumentation.flask", "opentelemetry.instrumentation.grpc",
      "opentelemetry.instrumentation.psycopg2", "opentelemetry.instrumentation.redis",
      "opentelemetry.instrumentation.confluent_kafka", "shop"},
     "0.60b1"},
    {"dotnet",
     "1.15.0",
     "dotnet Shipping.dll",
     {"Microsoft.AspNetCore", "OpenTelemetry.Instrumentation.GrpcNetClient", "Npgsql",
      "OpenTelemetry.Instrumentation.StackExchangeRedis", "Confluent.Kafka.Extensions", "Shop.Shipping"},
     "9.0.0"},
    {"ruby",
     "1.10.0",
     "bundle exec karafka server",
     {"OpenTelemetry::Instrumentation::Rack", "OpenTelemetry::Instrumentation::Gruf",
      "OpenTelemetry::Instrumentation::PG", "OpenTelemetry::Instrumentation::Redis",
      "OpenTelemetry::Instrumentation::RubyKafka", "shop"},
     "0.29.0"},
    {"rust",
     "0.31.0",
     "/usr/local/bin/pricing",
     {"axum-tracing-opentelemetry", "tonic-tracing-opentelemetry", "sqlx", "redis", "rdkafka", "pricing"},
     "0.32.1"},
}};

}  // namespace

const ServiceRow& rowOf(Service service) { return kServices[static_cast<std::size_t>(service)]; }
const LanguageRow& rowOf(Language language) { return kLanguages[static_cast<std::size_t>(language)]; }

}  // namespace spanloupe::generate
