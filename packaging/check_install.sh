#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/check_install.sh BUILD: installs a build into an empty folder, looks at what came out, and runs it there.
set -euo pipefail
build="${1:?name a build folder}"
target="$(mktemp -d)"
trap 'rm -rf "$target"' EXIT
cmake --install "$build" --prefix "$target" >/dev/null

for file in bin/spanloupe bin/spanloupe-cli share/man/man1/spanloupe-cli.1 share/man/man1/spanloupe.1 \
  share/applications/org.spanloupe.Spanloupe.desktop share/icons/hicolor/scalable/apps/spanloupe.svg \
  share/mime/packages/spanloupe.xml lib/systemd/user/spanloupe.service; do
  [ -s "$target/$file" ] || { echo "not installed: $file" >&2; exit 1; }
done
"$target/bin/spanloupe-cli" --version
QT_QPA_PLATFORM=offscreen "$target/bin/spanloupe" --version
# The program is looked for in fixed folders, so the check names the installed one.
if command -v systemd-analyze >/dev/null; then
  sed "s|^ExecStart=spanloupe-cli|ExecStart=$target/bin/spanloupe-cli|" "$target/lib/systemd/user/spanloupe.service" \
    >"$target/spanloupe.service"
  complaints="$(XDG_RUNTIME_DIR="$target" systemd-analyze --user verify --man=no "$target/spanloupe.service" 2>&1 |
    grep -F 'spanloupe' || true)"
  [ -z "$complaints" ] || { echo "$complaints" >&2; exit 1; }
fi
if command -v desktop-file-validate >/dev/null; then
  desktop-file-validate "$target/share/applications/org.spanloupe.Spanloupe.desktop"
fi
if command -v update-mime-database >/dev/null; then
  update-mime-database "$target/share/mime"
  grep -q '\.spanloupe' "$target/share/mime/globs2"
fi
if command -v man >/dev/null; then
  for page in "$target"/share/man/man1/*.1; do
    warnings="$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l "$page" 2>&1 >/dev/null)"
    [ -z "$warnings" ] || { echo "$page: $warnings" >&2; exit 1; }
  done
fi
echo "The installation is complete."
