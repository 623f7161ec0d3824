// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stack_owner.h"

#include <algorithm>
#include <array>
#include <span>

namespace spanloupe::analysis {
namespace {

constexpr auto npos = std::string_view::npos;
using Names = std::span<const std::string_view>;

// Namespaces of runtimes and of libraries that are met in traces; each is whole up to a separator.
constexpr std::array<std::string_view, 60> kJavaLibraries{"java",
                                                          "javax",
                                                          "jakarta",
                                                          "jdk",
                                                          "sun",
                                                          "com.sun",
                                                          "kotlin",
                                                          "kotlinx",
                                                          "scala",
                                                          "groovy",
                                                          "clojure",
                                                          "android",
                                                          "androidx",
                                                          "dalvik",
                                                          "io.netty",
                                                          "io.grpc",
                                                          "io.ktor",
                                                          "io.vertx",
                                                          "io.micronaut",
                                                          "io.quarkus",
                                                          "io.undertow",
                                                          "io.opentelemetry",
                                                          "io.micrometer",
                                                          "io.reactivex",
                                                          "io.lettuce",
                                                          "okhttp3",
                                                          "okio",
                                                          "retrofit2",
                                                          "reactor",
                                                          "akka",
                                                          "play",
                                                          "feign",
                                                          "redis.clients",
                                                          "ch.qos.logback",
                                                          "com.google.common",
                                                          "com.google.inject",
                                                          "com.fasterxml",
                                                          "com.zaxxer",
                                                          "com.mysql",
                                                          "com.mongodb",
                                                          "com.datastax",
                                                          "com.netflix",
                                                          "com.amazonaws",
                                                          "software.amazon",
                                                          "com.azure",
                                                          "com.squareup",
                                                          "com.rabbitmq",
                                                          "com.linecorp.armeria",
                                                          "com.microsoft.sqlserver",
                                                          "oracle.jdbc",
                                                          "org.apache",
                                                          "org.springframework",
                                                          "org.hibernate",
                                                          "org.eclipse",
                                                          "org.postgresql",
                                                          "org.jboss",
                                                          "org.glassfish",
                                                          "org.slf4j",
                                                          "org.junit",
                                                          "org.mariadb"};
constexpr std::array<std::string_view, 22> kDotNetLibraries{
    "System",        "Microsoft",   "MS",         "Npgsql",        "MySqlConnector", "MySql",
    "Grpc",          "Google",      "Newtonsoft", "Serilog",       "NLog",           "Polly",
    "Dapper",        "MassTransit", "MongoDB",    "StackExchange", "RabbitMQ",       "Confluent",
    "OpenTelemetry", "AutoMapper",  "MediatR",    "Elastic"};
constexpr std::array<std::string_view, 14> kPhpLibraries{
    "Symfony", "Illuminate", "Laravel", "Doctrine", "GuzzleHttp", "Slim",    "OpenTelemetry",
    "Psr",     "Monolog",    "Twig",    "Composer", "Laminas",    "PHPUnit", "Predis"};
constexpr std::array<std::string_view, 14> kRustLibraries{"std",
                                                          "core",
                                                          "alloc",
                                                          "tokio",
                                                          "hyper",
                                                          "tower",
                                                          "axum",
                                                          "futures_util",
                                                          "actix_web",
                                                          "tonic",
                                                          "anyhow",
                                                          "backtrace",
                                                          "rust_begin_unwind",
                                                          "test"};
constexpr std::array<std::string_view, 40> kGoRuntime{
    "runtime", "net",     "os",      "io",      "sync",    "fmt",      "encoding",  "database",
    "context", "reflect", "testing", "syscall", "bufio",   "bytes",    "strings",   "crypto",
    "errors",  "log",     "time",    "html",    "text",    "internal", "math",      "path",
    "regexp",  "sort",    "strconv", "unicode", "archive", "compress", "container", "expvar",
    "flag",    "go",      "hash",    "image",   "iter",    "maps",     "slices",    "vendor"};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != npos; }

/// Whether `name` is one of `names` or goes on behind one of them with a character of `separators`.
bool isUnder(std::string_view name, Names names, std::string_view separators) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view one) {
    return name.starts_with(one) && (name.size() == one.size() || separators.find(name[one.size()]) != npos);
  });
}

/// The last two parts of a name whose parts are separated by `separator` outside of brackets.
std::string_view lastTwo(std::string_view name, std::string_view separator) {
  int depth = 0;
  int found = 0;
  for (std::size_t i = name.size(); i-- > 0;) {
    const char c = name[i];
    if (c == '>' || c == ']' || c == ')') ++depth;
    if ((c == '<' || c == '[' || c == '(') && depth > 0) --depth;
    if (depth > 0 || !name.substr(i).starts_with(separator)) continue;
    if (++found == 2) return name.substr(i + separator.size());
  }
  return name;
}

std::string_view parts(std::string_view name, char separator, int count) {
  std::size_t end = 0;
  for (int i = 0; i < count; ++i) {
    const std::size_t next = name.find(separator, end == 0 ? 0 : end + 1);
    if (next == npos) return name;
    end = next;
  }
  return name.substr(0, end);
}

/// The part of a path behind the last `folder`, up to the next slash.
std::string_view partBehind(std::string_view path, std::string_view folder) {
  const std::size_t at = path.rfind(folder);
  return at == npos ? std::string_view() : parts(path.substr(at + folder.size()), '/', 1);
}

std::string_view withoutSuffix(std::string_view text, std::string_view suffix) {
  if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
  return text;
}

void javaOwner(StackFrame& frame) {
  frame.name = lastTwo(frame.function, ".");
  std::string_view package = frame.function.substr(0, frame.function.size() - frame.name.size());
  package = withoutSuffix(package, ".");
  frame.isOwn = !isUnder(frame.function, kJavaLibraries, ".");
  // "okhttp3", but "java.net", "io.ktor", "org.springframework": the first part of those says nothing.
  constexpr std::array<std::string_view, 8> kRoots{"java",   "javax", "jakarta", "kotlinx",
                                                   "kotlin", "redis", "scala",   "software"};
  const std::string_view first = parts(package, '.', 1);
  const bool isRoot = first.size() <= 3 || std::find(kRoots.begin(), kRoots.end(), first) != kRoots.end();
  frame.package = parts(package, '.', isRoot ? 2 : 1);
}

void dotNetOwner(StackFrame& frame) {
  frame.name = lastTwo(frame.function, ".");
  frame.isOwn = !isUnder(frame.function, kDotNetLibraries, ".");
  const std::string_view first = parts(frame.function, '.', 1);
  frame.package = parts(frame.function, '.', first == "System" || first == "Microsoft" ? 2 : 1);
  // "Charges.<AuthoriseAsync>d__7.MoveNext" is what the compiler makes of an async method.
  const std::size_t open = frame.name.find('<');
  const std::size_t close = frame.name.find('>');
  if (frame.name.ends_with(".MoveNext") && open != npos && close != npos && close > open + 1)
    frame.name = frame.name.substr(open + 1, close - open - 1);
}

void pythonOwner(StackFrame& frame) {
  frame.name = frame.function;
  for (const std::string_view folder : {"site-packages/", "dist-packages/", "site-packages\\"}) {
    if (!contains(frame.file, folder)) continue;
    frame.isOwn = false;
    frame.package =
        parts(parts(frame.file.substr(frame.file.rfind(folder) + folder.size()), '/', 1), '\\', 1);
    frame.package = withoutSuffix(frame.package, ".py");
    return;
  }
  const std::size_t library = frame.file.find("/lib/python");
  if (library != npos) {
    frame.isOwn = false;
    std::string_view rest = frame.file.substr(library + 11);
    rest.remove_prefix(std::min(rest.size(), rest.find('/') == npos ? rest.size() : rest.find('/') + 1));
    frame.package = withoutSuffix(parts(rest, '/', 1), ".py");
  } else if (frame.file.starts_with('<')) {
    frame.isOwn = frame.file == "<stdin>";
    frame.package = "python";
  }
}

void scriptOwner(StackFrame& frame) {
  frame.name = frame.function;
  std::string_view package = partBehind(frame.file, "node_modules/");
  if (package.starts_with('@')) {
    const std::string_view rest = frame.file.substr(frame.file.rfind("node_modules/") + 13);
    package = parts(rest, '/', 2);
  }
  if (!package.empty()) {
    frame.package = package;
    frame.isOwn = false;
  } else if (frame.file.starts_with("node:") || frame.file.starts_with("internal/") ||
             frame.file == "native" || frame.file == "<anonymous>" || frame.file.empty()) {
    frame.package = frame.file.starts_with("node:") ? parts(frame.file, '/', 1) : std::string_view("node");
    frame.isOwn = false;
  } else if (contains(frame.file, "-extension://") || contains(frame.file, "webpack/")) {
    frame.package = contains(frame.file, "webpack/") ? "webpack" : "extension";
    frame.isOwn = false;
  }
}

void goOwner(StackFrame& frame) {
  const std::size_t slash = frame.function.rfind('/');
  frame.name = slash == npos ? frame.function : frame.function.substr(slash + 1);
  const std::size_t dot = frame.name.find('.');
  frame.package =
      frame.function.substr(0, frame.function.size() - frame.name.size() + (dot == npos ? 0 : dot));
  const std::string_view root = parts(frame.package, '/', 1);
  const bool isRuntime = std::find(kGoRuntime.begin(), kGoRuntime.end(), root) != kGoRuntime.end();
  // Modules have their version in the path; the runtime's own packages have no dot in the first part.
  frame.isOwn =
      !contains(frame.file, "/pkg/mod/") && !contains(frame.file, "/vendor/") &&
      !contains(frame.file, "@v") &&
      !(isRuntime && (frame.file.empty() || contains(frame.file, "/go/") || contains(frame.file, "/go-") ||
                      contains(frame.file, "/src/") || !frame.file.starts_with('/')));
  if (frame.function == "panic") {
    frame.package = "runtime";
    frame.isOwn = false;
  }
  if (contains(root, ".")) frame.package = parts(frame.package, '/', 3);
}

void rubyOwner(StackFrame& frame) {
  frame.name = frame.function;
  std::string_view gem = partBehind(frame.file, "/gems/");
  if (!gem.empty()) {
    // "activerecord-7.0.4" without the version.
    for (std::size_t i = 1; i + 1 < gem.size(); ++i) {
      if (gem[i] == '-' && gem[i + 1] >= '0' && gem[i + 1] <= '9') {
        gem = gem.substr(0, i);
        break;
      }
    }
    frame.package = gem;
    frame.isOwn = false;
  } else if (contains(frame.file, "/lib/ruby/") || contains(frame.file, "/rubygems") ||
             frame.file.starts_with("<internal:")) {
    frame.package = "ruby";
    frame.isOwn = false;
  }
}

void phpOwner(StackFrame& frame) {
  const std::size_t slash = frame.function.rfind('\\');
  frame.name = slash == npos ? frame.function : frame.function.substr(slash + 1);
  const std::size_t vendor = frame.file.rfind("/vendor/");
  if (vendor != npos) {
    frame.package = parts(frame.file.substr(vendor + 8), '/', 2);
    frame.isOwn = false;
  } else if (frame.file.starts_with('[') || frame.function == "{main}") {
    frame.package = "php";
    frame.isOwn = false;
  } else if (isUnder(frame.function, kPhpLibraries, "\\")) {
    frame.package = parts(frame.function, '\\', 1);
    frame.isOwn = false;
  }
}

void rustOwner(StackFrame& frame) {
  // "::h0123456789abcdef", the hash that mangling adds.
  const std::size_t hash = frame.function.rfind("::h");
  if (hash != npos && frame.function.size() - hash == 19) frame.function = frame.function.substr(0, hash);
  frame.name = lastTwo(frame.function, "::");
  std::string_view first = frame.function;
  while (!first.empty() && (first.front() == '<' || first.front() == '&')) first.remove_prefix(1);
  frame.package = first.substr(0, first.find("::"));
  frame.isOwn = !isUnder(first, kRustLibraries, ":") && !frame.function.starts_with("__") &&
                frame.function != "_start" && frame.function != "main" && !contains(frame.file, "/rustc/") &&
                !contains(frame.file, "/.cargo/") && !contains(frame.file, "/rustlib/");
  if (frame.package.empty() || frame.package == frame.function) frame.package = "rust";
}

}  // namespace

void setOwner(StackFrame& frame, StackLanguage language) {
  switch (language) {
    case StackLanguage::Python: pythonOwner(frame); break;
    case StackLanguage::Java: javaOwner(frame); break;
    case StackLanguage::JavaScript: scriptOwner(frame); break;
    case StackLanguage::Go: goOwner(frame); break;
    case StackLanguage::DotNet: dotNetOwner(frame); break;
    case StackLanguage::Ruby: rubyOwner(frame); break;
    case StackLanguage::Php: phpOwner(frame); break;
    case StackLanguage::Rust: rustOwner(frame); break;
    case StackLanguage::Unknown: break;
  }
}

}  // namespace spanloupe::analysis
