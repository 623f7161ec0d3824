#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# sender_test.sh LANGUAGE CLI CACHE [VARIABLE=VALUE…]: installs the SDK of a language with its ordinary package manager
# into CACHE, runs its program under `serve --exec`, and compares what the session holds with what the program made.
# Status 77 (skipped) where the manager is absent; never where CI=true.
set -euo pipefail
language="${1:?name a language}" cli="${2:?name spanloupe-cli}" cache="${3:?name a folder}/$1"
shift 3
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source="$here/$language"

absent() {
  echo "$1 is absent: the sender of $language is not tested"
  [ "${CI:-}" = true ] && exit 1
  exit 77
}
need() { command -v "$1" >/dev/null || absent "$1"; }

# One test installs at a time; done when what was installed is what is asked for now.
installOnce() {
  local stamp="$cache/installed" wanted
  wanted="$(cat "$@" | sha256sum)"
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock 9
  if [ ! -e "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    rm -f "$stamp"
    "install_$language" >"$cache/install.log" 2>&1 || {
      tail -n 20 "$cache/install.log"
      echo "the packages of $language could not be installed"
      exit 1
    }
    echo "$wanted" >"$stamp"
  fi
  exec 9>&-
}

install_python() {
  rm -rf "$cache/venv"
  python3 -m venv "$cache/venv"
  "$cache/venv/bin/pip" install --quiet --no-deps --no-compile --requirement "$source/requirements.txt"
}

install_node() {
  cp "$source/package.json" "$source/package-lock.json" "$cache/"
  npm ci --prefix "$cache" --no-audit --no-fund --ignore-scripts
}

install_go() {
  # The Go that there is, not one that it would fetch.
  (cd "$source" && GOTOOLCHAIN=local GOFLAGS=-mod=readonly go build -o "$cache/shop" .)
}

install_java() {
  rm -rf "$cache/lib" "$cache/classes"
  mvn --batch-mode --quiet --file "$source/pom.xml" dependency:copy-dependencies -DoutputDirectory="$cache/lib" \
    -Dmdep.stripVersion=true
  javac -encoding UTF-8 -d "$cache/classes" -cp "$cache/lib/*" "$source"/*.java
  cp -r "$source/META-INF" "$cache/classes/"
  jar --create --file "$cache/sender.jar" -C "$cache/classes" .
}

need python3 # Also compares.
case "$language" in
  python)
    python3 -c 'import venv, ensurepip' 2>/dev/null || absent "the module venv of Python"
    installOnce "$source/requirements.txt"
    program=("$cache/venv/bin/python" "$source/shop.py")
    ;;
  node)
    need node
    need npm
    installOnce "$source/package.json" "$source/package-lock.json"
    export NODE_PATH="$cache/node_modules"
    program=(node "$source/shop.cjs")
    ;;
  go)
    need go
    installOnce "$source/go.mod" "$source/go.sum" "$source/shop.go"
    program=("$cache/shop")
    ;;
  java)
    for tool in java javac jar mvn; do need "$tool"; done
    installOnce "$source/pom.xml" "$source"/*.java "$source"/META-INF/services/*
    program=(java -Xshare:off -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 "-javaagent:$cache/lib/opentelemetry-javaagent.jar"
      "-Dotel.javaagent.extensions=$cache/sender.jar" -Dotel.service.name=java-shop -cp "$cache/sender.jar:$cache/lib/*" sender.Shop)
    ;;
  *) echo "there is no sender of $language" >&2; exit 2 ;;
esac

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1 SPANLOUPE_WRITTEN="$work/written.jsonl"
env "$@" "$cli" serve --store "$work/session.spanloupe" --exec "${program[@]}" "$work/written.jsonl"
python3 "$here/compare.py" "$cli" "$work/session.spanloupe" "$work/written.jsonl"
