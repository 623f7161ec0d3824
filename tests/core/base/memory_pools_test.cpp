// SPDX-FileCopyrightText: The Spanloupe authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Many threads take their memory from no more pools than there are processors.
#include "core/base/memory_pools.h"

#include <malloc.h>

#include <QTest>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

using namespace spanloupe;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(M_ARENA_MAX)
#define SPANLOUPE_HAS_POOLS 0
#else
#define SPANLOUPE_HAS_POOLS 1
#endif

class MemoryPoolsTest : public QObject {
  Q_OBJECT
 private slots:
  void threadsShareThem() {
    if (!SPANLOUPE_HAS_POOLS) QSKIP("the allocator here is another one");
    limitMemoryPools();
    constexpr int kThreads = 64;
    std::atomic<int> ready = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
      threads.emplace_back([&ready] {
        std::vector<std::vector<char>> taken(100, std::vector<char>(1000));
        // All at a time: what a thread leaves at its end is taken over by the next.
        ++ready;
        while (ready < kThreads) std::this_thread::yield();
      });
    threads.clear();
    char* text = nullptr;
    std::size_t size = 0;
    FILE* stream = ::open_memstream(&text, &size);
    QVERIFY(stream != nullptr && ::malloc_info(0, stream) == 0);
    std::fclose(stream);
    const int pools = static_cast<int>(QByteArray(text, static_cast<qsizetype>(size)).count("<heap nr="));
    std::free(text);
    QVERIFY(pools >= 1);
    // The libraries were started before, with a pool or two.
    QVERIFY2(pools <= static_cast<int>(std::max(2U, std::thread::hardware_concurrency())) + 2,
             qPrintable(QString::number(pools)));
  }
};

QTEST_GUILESS_MAIN(MemoryPoolsTest)
#include "memory_pools_test.moc"
