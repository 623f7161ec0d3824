#!/bin/bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# listen.sh [--quick | --endure]: measures receiving against its bars: `serve` and `send` on this machine, 512 spans a request,
# every acknowledgement a commit; then a window that listens. --quick: a tenth, for trying the script out.
# --endure: only half an hour at full rate with 500 MB kept.
# SPANLOUPE_BENCH_BUILD = a build folder to use as it is; SPANLOUPE_BENCH_LOADS = on the disk that is to be written to.
set -euo pipefail
cd "$(dirname "$0")/../.."
million=1000000 many=10000000 seconds=20 endure=
case ${1:-} in
  '') ;;
  --endure) endure=1800 ;;
  --quick) million=100000 many=1000000 seconds=5 ;;
  *) echo "usage: listen.sh [--quick | --endure]" >&2; exit 2 ;;
esac

build=${SPANLOUPE_BENCH_BUILD:-}
if [ -z "$build" ]; then
  build=build/bench
  # shellcheck source=packaging/packages.sh
  . packaging/packages.sh
  installPackages build bench
  cmake --preset bench > /dev/null
  cmake --build --preset bench --target spanloupe-cli bench_listening
fi
cli=$build/app/cli/spanloupe-cli
loads=${SPANLOUPE_BENCH_LOADS:-$build/loads}
mkdir -p "$loads"
work=$(mktemp -d "$loads/listen.XXXXXX")
server=
trap '[ -z "$server" ] || kill -9 "$server" 2> /dev/null; rm -rf "$work"' EXIT
# shellcheck source=tests/bench/rows.sh
. tests/bench/rows.sh

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
serve() { # STORE: returns when it listens
  "$cli" serve --store "$1" --grpc 0 --http 0 > /dev/null 2> "$work/serve.log" &
  server=$!
  until grep -q 'OTLP/HTTP on' "$work/serve.log" 2> /dev/null; do
    kill -0 $server 2> /dev/null || { cat "$work/serve.log" >&2; exit 1; }
    read -rt 0.01 <> <(:) || true
  done
  grpc=$(sed -n 's/.*OTLP\/gRPC on 127.0.0.1:\([0-9]*\).*/\1/p' "$work/serve.log")
  http=$(sed -n 's/.*OTLP\/HTTP on 127.0.0.1:\([0-9]*\).*/\1/p' "$work/serve.log")
}
stop() { kill -TERM "$server" && wait "$server" || true; server=; }
send() { "$cli" send --output json "$@" 2> /dev/null; }
value() { sed -n "s/.*\"$2\": *\([0-9.]*\).*/\1/p" <<< "$1"; } # JSON NAME
anonymous() { awk '$1 == "RssAnon:" { print $2 / 1000 }' "/proc/$server/status"; }
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }

window() { # OPTIONS: bench_listening
  XDG_DATA_HOME=$work XDG_CACHE_HOME=$work XDG_CONFIG_HOME=$work "$build/tests/bench/bench_listening" "$@" 2> /dev/null
}

echo "$(nproc) processors;$(uptime | sed 's/.*load average/ load average/')"
header
if [ -n "$endure" ]; then
  run=$(window --endure "$cli" 500 "$endure")
  row "window, ${endure} s at full rate: memory grows" "$(field "$run" memory_growth_percent)" 5 %
  row "  file, of 524 MB to be kept" "$(field "$run" file_most_mb)" 577 MB
  row "  longest event of the UI thread" "$(field "$run" longest_event_ms)" 16 ms
  echo "$run"
  exit
fi
serve "$work/live.spanloupe"
before=$(ticks $server)
sleep $seconds
row "serve: processor while nothing comes" "$(awk "BEGIN { print ($(ticks $server) - $before) / $(getconf CLK_TCK) / $seconds * 100 }")" 0.2 %
for protocol in grpc http; do
  port=$grpc; [ $protocol = grpc ] || port=$http
  best=0
  for try in 1 2 3; do
    # Other spans each time: what is known already would be told apart, not stored.
    run=$(send --protocol $protocol --to "http://127.0.0.1:$port" --spans $million --seed "$port$try")
    rate=$(value "$run" spans_per_s)
    [ "$rate" -le "$best" ] || best=$rate
  done
  row_at_least "serve: $million spans over $protocol, durable" $((best / 1000)) 366 k/s
done
run=$(send --to "grpc://127.0.0.1:$grpc" --rate 10k --for "${seconds}s" --seed 91)
row "serve: 10000 spans/s over grpc, 99th percentile" "$(awk "BEGIN { print $(value "$run" latency_p99_ns) / 1e6 }")" 20 ms
run=$(send --protocol http --to "http://127.0.0.1:$http" --rate 10k --for "${seconds}s" --seed 92)
row "serve: 10000 spans/s over http, 99th percentile" "$(awk "BEGIN { print $(value "$run" latency_p99_ns) / 1e6 }")" 20 ms
stop
rm -f "$work"/live.spanloupe*

serve "$work/many.spanloupe"
send --to "grpc://127.0.0.1:$grpc" --spans $many --seed 93 > /dev/null
row "serve: memory after $many spans" "$(anonymous)" 500 MB
send --to "grpc://127.0.0.1:$grpc" --for 60s --seed 94 > /dev/null &
sender=$!
sleep 3
kill -9 $server; wait $server 2> /dev/null || true
begin=$(milliseconds)
serve "$work/many.spanloupe"
row "serve: kill -9 under load, until it listens again" $(($(milliseconds) - begin)) 2000 ms
kill $sender 2> /dev/null; wait $sender 2> /dev/null || true
stop

run=$(window "$cli" 200k $seconds)
row "window: processor while nothing comes" "$(field "$run" idle_percent)" 0.2 %
row "  acknowledged until in the list" "$(field "$run" visible_ms)" 300 ms
row "    while 200000 spans/s come" "$(field "$run" visible_loaded_ms)" 300 ms
row "  frame of the list meanwhile, 99th percentile" "$(field "$run" frame_p99_ms)" 16 ms
row "  longest event of the UI thread meanwhile" "$(field "$run" longest_event_ms)" 16 ms
