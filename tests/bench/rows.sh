# SPDX-FileCopyrightText: The Spanloupe authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The table that the scripts of this folder print. A bar that is missed does not fail a script: machines are noisy,
# and the table is read by people.
# shellcheck shell=bash

field() { awk -v name="$2" '$1 == name { print $2 }' <<< "$1"; } # LINES NAME: the value of a line "NAME VALUE"

print_row() { # WHAT VALUE UNIT SIGN BAR
  local verdict=misses
  if awk "BEGIN { exit !($2 $4 $5) }"; then verdict=ok; fi
  printf '%-52s | %9.2f %-4s | %s %6s | %s\n' "$1" "$2" "$3" "$4" "$5" "$verdict"
}
row() { print_row "$1" "$2" "$4" '<=' "$3"; }          # WHAT VALUE BAR UNIT: no more than the bar
row_at_least() { print_row "$1" "$2" "$4" '>=' "$3"; } # WHAT VALUE BAR UNIT
header() { printf '%-52s | %-14s | %-9s | %s\n' what measured bar verdict; }
