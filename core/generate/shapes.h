// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The shapes of load that generate() knows, one function and one file each, which ends
// early when it is asked to stop. One thread.
#pragma once

#include <cstdint>
#include <stop_token>

#include "core/model/span_sink.h"

namespace spanloupe::generate {

/// 2026-03-12T14:00:00Z.
inline constexpr std::uint64_t kLoadBegins = 1'773'324'000'000'000'000;

/// Requests to a shop of a dozen services, at least `spans` in all.
void generateShop(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop);
/// One trace of exactly `spans` spans with the fan-out of a real one.
void generateSingle(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop);
/// One trace, every span the only child of the one before.
void generateDeep(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop);
/// One trace, every span but the first a child of the first.
void generateWide(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop);
/// Traces of one span each with hardly any attributes.
void generateTiny(std::uint64_t spans, std::uint64_t seed, SpanSink& sink, const std::stop_token& stop);

}  // namespace spanloupe::generate
