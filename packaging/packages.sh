# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by run.sh, tests/run.sh and .ci/run. installPackages GROUP… makes sure that the packages of those groups of
# packages.txt are there, and touches the system only when one is missing.

packageList="$(dirname "${BASH_SOURCE[0]}")/packages.txt"

# Lines of alternatives of the groups asked for.
packageLines() {
  local group
  for group in "$@"; do awk -v group="$group" '$1 == group { $1 = ""; print substr($0, 2) }' "$packageList"; done
}

# Of the lines on stdin, those of which no alternative is installed. One dpkg-query for all.
missingLines() {
  local installed line name
  installed=" $(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" { printf "%s ", $1 }')"
  while read -r line; do
    for name in $line; do
      [[ $installed == *" $name "* ]] && continue 2
      [[ $name == command:* ]] && command -v "${name#command:}" >/dev/null && continue 2
    done
    echo "$line"
  done
}

supportedSystem() {
  [ -r /etc/os-release ] && command -v apt-get >/dev/null || return 1
  local system
  system="$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")"
  [ "$system" = "debian 12" ] || [ "$system" = "ubuntu 24.04" ]
}

# Lines of alternatives on stdin; the name to install for each, or the first where the system knows none.
chosenNames() {
  local line name policy
  while read -r line; do
    for name in $line; do
      [[ $name == command:* ]] && continue
      policy="$(LC_ALL=C apt-cache policy "$name" 2>/dev/null)"
      [[ $policy == *"Candidate: "[!\(]* ]] && { echo "$name"; continue 2; }
    done
    echo "${line%% *}"
  done
}

asRoot() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# For a person who may not install: what to ask for, as lines that can be copied.
askForRoot() {
  echo "Some packages are missing, and installing them takes root or sudo. Please have this run as root, then start again:" >&2
  # shellcheck disable=SC2086
  echo "  apt-get update && apt-get install --no-install-recommends" $1 >&2
}

installLines() {
  local lines="$1" names said
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    askForRoot "$(echo "$lines" | chosenNames)"
    return 1
  fi
  echo "Updating the package lists …" >&2
  asRoot apt-get update -qq >/dev/null 2>&1 || echo "The package lists could not be updated; going on with those there are." >&2
  names="$(echo "$lines" | chosenNames | tr '\n' ' ')"
  echo "Installing: $names" >&2
  # What apt says is of interest only when it fails.
  # shellcheck disable=SC2086
  if ! said="$(asRoot env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Use-Pty=0 $names 2>&1)"; then
    echo "$said" | tail -n 20 >&2
    echo "The packages could not be installed." >&2
    [ "$(id -u)" = 0 ] || askForRoot "$names"
    return 1
  fi
}

installPackages() {
  local lines
  [ "${SPANLOUPE_SKIP_PACKAGES:-}" = 1 ] && return 0
  if ! supportedSystem; then
    echo "This script installs packages on Debian 12 and Ubuntu 24.04 only." >&2
    echo "Elsewhere, install what these packages (Debian's names) hold, then run again with SPANLOUPE_SKIP_PACKAGES=1:" >&2
    packageLines "$@" | awk '{ printf "  %s\n", $1 }' >&2
    return 1
  fi
  lines="$(packageLines "$@" | missingLines)"
  [ -z "$lines" ] || installLines "$lines" || return 1
  # A bare machine has no fonts, and then every letter is drawn as a box.
  if ! fc-list : family 2>/dev/null | grep -q . || ! fc-list :spacing=mono family 2>/dev/null | grep -q .; then
    lines="$(packageLines fonts | missingLines)"
    [ -z "$lines" ] || installLines "$lines" || echo "Going on without; the window may show boxes for letters." >&2
  fi
}
