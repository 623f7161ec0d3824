#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/run.sh [FILE…]: installs what is missing, builds, and opens the window with the files, or with a generated
# sample. Without a display it draws the window into a picture and prints the counts.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build/release"
stamp="$build/.built"
sample="$build/sample.otlp.pb"

# Nothing newer than the last build: no need to ask CMake, which alone takes longer than starting the program.
upToDate() {
  [ -e "$stamp" ] && [ -x "$build/app/spanloupe" ] && [ -x "$build/app/cli/spanloupe-cli" ] && [ -e "$sample" ] &&
    [ -z "$(find "$root"/{core,ui,app,resources,packaging,CMakeLists.txt,CMakePresets.json} -newer "$stamp" -print -quit)" ]
}

build() {
  # shellcheck source=packaging/packages.sh
  . "$root/packaging/packages.sh"
  installPackages build
  mkdir -p "$build"
  touch "$stamp.new"   # Before building: what is edited meanwhile counts as newer.
  echo "Building; the first time takes some minutes (tail -f build/release/build.log shows how far it is) …" >&2
  (cd "$root" && cmake --preset release && cmake --build --preset release) >"$build/build.log" 2>&1 || {
    tail -n 30 "$build/build.log" >&2
    echo "The build failed; the whole log is in build/release/build.log" >&2
    exit 1
  }
  "$build/app/cli/spanloupe-cli" generate --spans 5000 --seed 1 --to "$sample" --quiet
  mv "$stamp.new" "$stamp"
}

upToDate || build
[ $# -gt 0 ] || set -- "$sample"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$build/app/spanloupe" "$@"
fi
picture="${SPANLOUPE_PICTURE:-$build/spanloupe.png}"
echo "No display (DISPLAY and WAYLAND_DISPLAY are not set): drawing into a picture instead." >&2
"$build/app/spanloupe" --render "$picture" --size 1600x1000 "$@"
echo "$picture"
exec "$build/app/cli/spanloupe-cli" stats --output table --open "$@"
