#!/bin/bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh [--spans N] [--quick]: measures the program against its bars and prints one table. N = spans of the
# shop load (1000000); --quick: every load a tenth, for trying the script out (the figures then say little).
# Receiving is measured by listen.sh.
# SPANLOUPE_BENCH_BUILD = a build folder to use as it is; SPANLOUPE_BENCH_LOADS = where loads are kept.
set -euo pipefail
cd "$(dirname "$0")/../.."
spans=1000000 tiny=10000000 files=10000
while [ $# -gt 0 ]; do
  case $1 in
    --spans) spans=${2:?how many}; shift 2 ;;
    --quick) spans=100000 tiny=1000000 files=1000; shift ;;
    *) echo "usage: run.sh [--spans N] [--quick]" >&2; exit 2 ;;
  esac
done

build=${SPANLOUPE_BENCH_BUILD:-}
if [ -z "$build" ]; then
  build=build/bench
  # shellcheck source=packaging/packages.sh
  . packaging/packages.sh
  installPackages build bench
  cmake --preset bench > /dev/null
  cmake --build --preset bench --target spanloupe-cli bench_load bench_import bench_read bench_export bench_simdjson bench_window bench_reading
fi
bench=$build/tests/bench cli=$build/app/cli/spanloupe-cli
loads=${SPANLOUPE_BENCH_LOADS:-$build/loads}
mkdir -p "$loads"
work=$(mktemp -d "$loads/run.XXXXXX")
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME=$work/cache

make_load() { # FILE COMMAND…
  local file=$1; shift
  [ -e "$file" ] || { echo "making $(basename "$file")" >&2; "$@"; }
}
shop=$loads/shop-$spans.binpb json=$loads/shop-$spans.jsonl large=$loads/tiny-$tiny.binpb many=$loads/files-$files
make_load "$shop" "$cli" generate --seed 1 --spans "$spans" --format otlp-proto --to "$shop"
make_load "$json" "$cli" generate --seed 1 --spans "$spans" --format otlp-jsonl --to "$json"
make_load "$large" "$bench/bench_load" "$large" "$tiny"
make_load "$shop.gz" gzip -k1 "$shop"
make_load "$shop.zst" zstd -qk1 "$shop"
if [ ! -d "$many" ]; then
  mkdir "$many.partial"
  for ((i = 1; i <= files; ++i)); do
    "$cli" generate --seed "$i" --spans 10 --shape single --format otlp-proto --to "$many.partial/$i.binpb"
  done
  mv "$many.partial" "$many"
fi

# shellcheck source=tests/bench/rows.sh
. tests/bench/rows.sh
seconds_of() { # COMMAND…
  local begin end
  begin=$(date +%s%N); "$@" > /dev/null; end=$(date +%s%N)
  awk -v n=$((end - begin)) 'BEGIN { printf "%.4f", n / 1e9 }'
}
# The best of three: noise only ever adds. Prints the lines of the fastest run.
import_best() { # PATH
  local best="" run
  for _ in 1 2 3; do
    rm -f "$work"/import.spanloupe*
    run=$("$bench/bench_import" "$work/import.spanloupe" "$1")
    if [ -z "$best" ] || awk "BEGIN { exit !($(field "$run" seconds) < $(field "$best" seconds)) }"; then best=$run; fi
  done
  echo "$best"
}
best_of() { # COMMAND… that prints seconds
  for _ in 1 2 3; do "$@"; done | sort -g | head -n 1
}
walk_json() { field "$("$bench/bench_simdjson" "$json")" seconds; }
export_once() { field "$("$bench/bench_export" "$work/import.spanloupe" "$work/out.binpb")" seconds; }
ratio() { awk "BEGIN { print ($1) / ($2) }"; }

echo "$(nproc) processors;$(uptime | sed 's/.*load average/ load average/'); $spans shop spans, $tiny tiny spans"
header
zstd=$(best_of seconds_of zstd -1 -T1 -qc "$shop")
gunzip=$(best_of seconds_of gzip -dc "$shop.gz")
walk=$(best_of walk_json)

run=$(import_best "$json"); row "import JSON / simdjson walking it" "$(ratio "$(field "$run" seconds)" "$walk")" 2.5 x
row "  peak memory" "$(field "$run" peak_mb)" 400 MB
run=$(import_best "$shop.zst"); row "import zstd: peak memory" "$(field "$run" peak_mb)" 400 MB
packed=$(field "$(import_best "$shop.gz")" seconds)
run=$(import_best "$shop"); plain=$(field "$run" seconds)
row "import protobuf / zstd -1 of it" "$(ratio "$plain" "$zstd")" 2.0 x
row "  peak memory" "$(field "$run" peak_mb)" 400 MB
row "  session per million spans, shop" "$(field "$run" mb_per_million)" 40 MB
row "import gzip / larger of gzip -dc and plain import" \
  "$(awk "BEGIN { print $packed / ($gunzip > $plain ? $gunzip : $plain) }")" 1.2 x
row "export protobuf / import" "$(ratio "$(best_of export_once)" "$plain")" 1.0 x
rm -f "$work/out.binpb" "$work"/import.spanloupe*
row "import $files files of ten spans" "$(field "$("$bench/bench_import" "$work/many.spanloupe" "$many")" seconds)" 8 s

run=$("$bench/bench_import" "$work/large.spanloupe" "$large")
row "import tiny: peak memory" "$(field "$run" peak_mb)" 400 MB
row "  session per million spans, tiny" "$(field "$run" mb_per_million)" 60 MB
row "  first traces listed" "$(field "$run" first_list_ms)" 300 ms
run=$("$bench/bench_read" "$work/large.spanloupe" "$large")
row "cached session usable" "$(field "$run" cached_ms)" 500 ms
row "trace of 1000 spans" "$(field "$run" trace_ms)" 50 ms
row "  in all $(field "$run" segments | cut -d. -f1) segments" "$(field "$run" strewn_trace_ms)" 120 ms
row "traces by duration, first page" "$(field "$run" sort_ms)" 300 ms
row "check" "$(field "$run" check_seconds)" 6 s

# Without the session that bench_read has left in the cache, so that the window imports.
run=$(XDG_CACHE_HOME=$work/window XDG_CONFIG_HOME=$work/window "$bench/bench_window" "$large" 2> /dev/null)
row "window: start to usable" "$(field "$run" start_ms)" 200 ms
row "  first traces painted" "$(field "$run" first_list_ms)" 300 ms
row "  longest event of the UI thread while importing" "$(field "$run" longest_event_cpu_ms)" 16 ms
row "  the same file again, first traces painted" "$(field "$run" cached_ms)" 500 ms
row "  traces by duration, first page painted" "$(field "$run" sort_ms)" 300 ms
row "  trace of 1000 spans, key to painted" "$(field "$run" click_ms)" 50 ms
row "    in all segments" "$(field "$run" click_strewn_ms)" 120 ms
single_trace() { # SPANS BAR
  local file=$loads/single-$1.binpb
  make_load "$file" "$cli" generate --seed 1 --shape single --spans "$1" --format otlp-proto --to "$file"
  run=$(XDG_CACHE_HOME=$work/single XDG_CONFIG_HOME=$work/single "$bench/bench_window" --trace "$file" 2> /dev/null)
  row "  trace of $1 spans, key to first paint" "$(field "$run" first_paint_ms)" "$2" ms
}
single_trace 100000 150
single_trace 1000000 1500

# Reading: one trace of a million spans at 1920 x 1080, and the list of ten million.
run=$(XDG_CACHE_HOME=$work/reading XDG_CONFIG_HOME=$work/reading "$bench/bench_reading" "$loads/single-1000000.binpb" 2> /dev/null)
row "a trace of 1000000 spans: frame, 99th percentile" "$(field "$run" frame_p99_ms)" 8 ms
row "  longest event of the UI thread meanwhile" "$(field "$run" frame_longest_event_ms)" 16 ms
row "  find a word many spans have" "$(field "$run" find_many_ms)" 50 ms
row "  find a word few spans have" "$(field "$run" find_rare_ms)" 50 ms
row "  collapse all, painted" "$(field "$run" collapse_all_ms)" 100 ms
row "  expand all, painted" "$(field "$run" expand_all_ms)" 100 ms
row "  sort the table by duration, painted" "$(field "$run" table_sort_duration_ms)" 300 ms
row "  sort the table by name, painted" "$(field "$run" table_sort_name_ms)" 300 ms
row "  memory of its tab" "$(field "$run" tab_mb)" 300 MB
row "  with find and table used" "$(field "$run" everything_mb)" 300 MB
run=$(XDG_CACHE_HOME=$work/reading XDG_CONFIG_HOME=$work/reading "$bench/bench_reading" --turns "$loads/single-1000000.binpb" 2> /dev/null)
row "  longest turn of the UI thread: hide a service" "$(field "$run" hide_service_event_ms)" 16 ms
row "    show only what was found" "$(field "$run" only_matches_event_ms)" 16 ms
row "    of all a reader does after the first paint" \
  "$(awk '$1 != "open_longest_event_ms" && $1 ~ /_event_ms$/ && $2 > most { most = $2 } END { print most }' <<< "$run")" 16 ms
run=$(XDG_CACHE_HOME=$work/window XDG_CONFIG_HOME=$work/window "$bench/bench_reading" --list "$large" 2> /dev/null)
row "the list of $tiny traces: frame, 99th percentile" "$(field "$run" list_frame_p99_ms)" 8 ms
row "  longest event of the UI thread" "$(field "$run" list_longest_event_ms)" 16 ms
million=$loads/tiny-1000000.binpb
make_load "$million" "$bench/bench_load" "$million" 1000000
run=$(XDG_CACHE_HOME=$work/million XDG_CONFIG_HOME=$work/million "$bench/bench_reading" --list "$million" 2> /dev/null)
row "chart of 1000000 traces, drawn anew" "$(field "$run" chart_redraw_ms)" 150 ms
