#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# window_start.sh SPANLOUPE SPANLOUPE_CLI: opens a generated file in the real window under an X server of its own, waits
# until the window is there, closes it as a user does, and expects it to end well.
set -euo pipefail
program="$1"
cli="$2"
folder="$(mktemp -d)"
server='' manager='' window_process=''
finish() {
  [ -z "$window_process" ] || kill "$window_process" 2>/dev/null || true
  [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
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
openbox --sm-disable >/dev/null 2>&1 &
manager=$!

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
xdotool windowactivate --sync "$window"
xdotool key --clearmodifiers alt+F4
for _ in $(seq 200); do
  kill -0 "$window_process" 2>/dev/null || break
  read -r -t 0.1 _ <&"$channel" || true
done
if kill -0 "$window_process" 2>/dev/null; then echo "the window does not close" >&2; exit 1; fi
status=0
wait "$window_process" || status=$?
window_process=''
[ "$status" = 0 ] || { cat "$folder/log" >&2; echo "status $status" >&2; exit 1; }
echo "window opened and closed"
