#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# window_start.sh SPANLOUPE SPANLOUPE_CLI: opens a generated file in the real window under an X server of its own, waits
# until the window is there, and expects it to end when told to.
set -euo pipefail
program="$1"
cli="$2"
folder="$(mktemp -d)"
server='' window_process=''
finish() {
  [ -z "$window_process" ] || kill "$window_process" 2>/dev/null || true
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
export HOME="$folder" XDG_DATA_HOME="$folder/data" XDG_CACHE_HOME="$folder/cache" XDG_CONFIG_HOME="$folder/config"
export XDG_RUNTIME_DIR="$folder/run"
mkdir -m 700 "$XDG_RUNTIME_DIR"

"$cli" generate --spans 2000 --to "$folder/sample.pb"
# The server picks a free display and says which.
exec {channel}<> <(:)
Xvfb -displayfd "$channel" -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
server=$!
read -r -t 30 display <&"$channel"
export DISPLAY=":$display" QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY

"$program" "$folder/sample.pb" >"$folder/log" 2>&1 &
window_process=$!
window=''
for _ in $(seq 300); do
  window="$(xdotool search --onlyvisible --pid "$window_process" 2>/dev/null | tail -n 1 || true)"
  [ -z "$window" ] || break
  kill -0 "$window_process" 2>/dev/null || { cat "$folder/log" >&2; echo "the program ended before a window came" >&2; exit 1; }
  read -r -t 0.1 _ <&"$channel" || true
done
[ -n "$window" ] || { echo "no window in 30 s" >&2; exit 1; }
# Still there a moment after its window came, and gone when told to go.
kill -0 "$window_process" 2>/dev/null || { cat "$folder/log" >&2; echo "the program ended after its window came" >&2; exit 1; }
kill -TERM "$window_process"
status=0
wait "$window_process" || status=$?
window_process=''
[ "$status" = 0 ] || [ "$status" = 143 ] || { cat "$folder/log" >&2; echo "status $status" >&2; exit 1; }
echo "window opened, program ended"
