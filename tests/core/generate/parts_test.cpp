// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <map>

#include "core/generate/attribute_writer.h"
#include "core/generate/batcher.h"
#include "core/generate/random.h"
#include "core/generate/shop_faults.h"
#include "core/model/attribute_value.h"
#include "core/model/record.h"

namespace spanloupe::generate {

class PartsTest : public QObject {
  Q_OBJECT

 private slots:
  void randomNumbersAreThoseOfXoshiro();
  void valuesAreWrittenInCanonicalForm_data();
  void valuesAreWrittenInCanonicalForm();
  void arenaKeepsWhatItGaveOut();
  void noOperationCallsItselfThroughOthers();
  void everyFaultCanBeReached();
  void batchesAreOfOneResourceAndNotTooLong();
};

void PartsTest::randomNumbersAreThoseOfXoshiro() {
  Random random(0);
  // The reference implementation's first values for a state filled by splitmix64 from 0.
  QCOMPARE(random.next(), std::uint64_t{0x99ec5f36cb75f2b4});
  QCOMPARE(random.next(), std::uint64_t{0xbf6e1f784956452a});
}

void PartsTest::valuesAreWrittenInCanonicalForm_data() {
  QTest::addColumn<int>("size");
  for (const int size : {0, 1, 127, 128, 300, 20'000}) QTest::addRow("%d bytes", size) << size;
}

void PartsTest::valuesAreWrittenInCanonicalForm() {
  QFETCH(int, size);
  const std::string text(static_cast<std::size_t>(size), 'x');
  TraceDraft draft;
  AttributeWriter writer(draft);
  writer.text("t", {std::string_view(text).substr(0, text.size() / 2),
                    std::string_view(text).substr(text.size() / 2)});
  writer.number("n", static_cast<std::uint64_t>(size) * 1'000'003);
  const Run run = writer.finish();
  QCOMPARE(run.count, 2U);
  std::string expected;
  appendString(expected, text);
  QVERIFY(draft.attributes[0].value.bytes() == expected);
  expected.clear();
  appendInt(expected, std::int64_t{size} * 1'000'003);
  QVERIFY(draft.attributes[1].value.bytes() == expected);
}

void PartsTest::arenaKeepsWhatItGaveOut() {
  ByteArena arena;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::pair<std::string, std::string_view>> kept;
    for (std::size_t size = 0; size < 30'000; size = size * 3 / 2 + 1) {
      const std::string text(size, static_cast<char>('a' + size % 26));
      kept.emplace_back(text, arena.copy(text));
    }
    for (const auto& [text, copy] : kept) QVERIFY(text == copy);
    arena.clear();
  }
}

/// How many calls deep an operation goes; -1 when it never ends.
static int depthOf(Op op, int limit) {
  if (limit == 0) return -1;
  int deepest = 0;
  for (const Step& step : operation(op).steps) {
    const int depth = depthOf(step.op, limit - 1);
    if (depth < 0) return -1;
    deepest = std::max(deepest, depth + 1);
  }
  return deepest;
}

void PartsTest::noOperationCallsItselfThroughOthers() {
  for (std::size_t op = 0; op < static_cast<std::size_t>(Op::Count); ++op)
    QVERIFY2(depthOf(static_cast<Op>(op), 20) >= 0, operation(static_cast<Op>(op)).name.data());
}

static bool reaches(Op from, Op target) {
  if (from == target) return true;
  for (const Step& step : operation(from).steps) {
    if (reaches(step.op, target)) return true;
  }
  return false;
}

void PartsTest::everyFaultCanBeReached() {
  for (const Fault& fault : faults())
    QVERIFY2(reaches(fault.entrance, fault.target), operation(fault.target).name.data());
}

void PartsTest::batchesAreOfOneResourceAndNotTooLong() {
  const Fleet fleet(1);
  RecordingSink sink;
  Batcher batcher(fleet, sink);
  std::unique_ptr<TraceDraft> draft = batcher.spare();
  constexpr std::size_t kSpans = 2 * Batcher::kMostPerBatch + 1;
  draft->spans.resize(2 * kSpans);
  for (std::size_t i = 0; i < draft->spans.size(); ++i) draft->spans[i].instance = i % 2;
  draft->unwritten = static_cast<std::uint32_t>(draft->spans.size());
  batcher.add(std::move(draft));
  batcher.finish();
  // Every batch asks for its resource anew, and the sink keeps each answer at its own place.
  std::vector<std::size_t> lengths;
  const Attribute* last = nullptr;
  for (const SpanRecord& one : sink.spans()) {
    if (one.resource.attributes.data() != last) lengths.push_back(0);
    last = one.resource.attributes.data();
    ++lengths.back();
  }
  QVERIFY((lengths == std::vector<std::size_t>{512, 512, 1, 512, 512, 1}));
}

}  // namespace spanloupe::generate

QTEST_APPLESS_MAIN(spanloupe::generate::PartsTest)
#include "parts_test.moc"
