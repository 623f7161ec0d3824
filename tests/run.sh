#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/run.sh [--preset dev|asan|tsan] [--setup-only] [-- CTEST OPTIONS]: installs what is missing, builds and runs
# the tests, and prints ctest's closing line. The tests of the thread sanitizer are those that need no window: Qt itself
# is not instrumented, so what its own threads do looks like races.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
preset=dev
setupOnly=
while [ $# -gt 0 ]; do
  case "$1" in
    --preset) preset="${2:?--preset needs a name: dev, asan or tsan}"; shift 2 ;;
    --setup-only) setupOnly=1; shift ;;
    --) shift; break ;;
    -h | --help) sed -n '4,6s/^# //p' "$0"; exit 0 ;;
    *) echo "tests/run.sh: unknown option $1 (see --help)" >&2; exit 2 ;;
  esac
done
case "$preset" in dev | asan | tsan) ;; *) echo "tests/run.sh: no preset $preset: dev, asan or tsan" >&2; exit 2 ;; esac

# shellcheck source=packaging/packages.sh
. "$root/packaging/packages.sh"
installPackages build test
[ -z "$setupOnly" ] || exit 0

# One checkout uses what another one compiled: CI starts from a fresh clone every time.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
# The first report ends a test, and every leak counts.
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$root/tests/project/leaks.supp:print_suppressions=0}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=1:second_deadlock_stack=1:suppressions=$root/tests/project/races.supp}

cd "$root"
configure=()
[ "$preset" != tsan ] || configure=(-DSPANLOUPE_UI=OFF)
log="build/$preset/run.log"
mkdir -p "build/$preset"
echo "Building; the first time takes some minutes (tail -f $log shows how far it is) …" >&2
(cmake --preset "$preset" "${configure[@]}" && cmake --build --preset "$preset") >"$log" 2>&1 || {
  grep -E -m 20 -A 5 'error|FAILED|CMake Error' "$log" >&2 || tail -n 30 "$log" >&2
  echo "The build failed; the whole log is in $log" >&2
  exit 1
}
exec ctest --preset "$preset" --parallel "$(nproc)" "$@"
