# Runs the tests of the rows of docs/faults.md, for run.sh, which says how an assembly is run (execute) and where logs go ($logs).

bad=0

# length ROW: prints the seconds of a row that asserts its target only for them, or what was asked for if that is more.
length() {
  local least=0 asked=${FAULT_SECONDS:-0}
  case $1 in
    F21) least=900 ;; # The slopes of memory need ten minutes.
    F23) least=180 ;; # Two brokers away for longer than every time-out.
  esac
  echo $((asked > least ? asked : least))
}

# skipped_in LOG: prints why tests were skipped, each reason once: xunit's line after the test's name.
skipped_in() {
  awk '/ \[SKIP\]$/ { getline; sub(/^ +/, ""); if (!seen[$0]++) print }' "$1"
}

# row ID FAULT: runs the tests that name the row, and prints a line of the table. A skipped test is not run, so the row is incomplete.
row() {
  local id=$1 what=$2 total=0 failed=0 skipped=0 began=$SECONDS seconds project log mark=''
  seconds=$(length "$id")
  for project in $(projects_of "$id"); do
    log=$logs/$id-$project.log
    FAULT_ONLY=$id FAULT_SECONDS=${seconds/#0/} execute "$project" -explicit on -trait "Fault=$id" > "$log" 2>&1 || true
    [[ $(grep -E '^ +'"$project"' +Total: ' "$log") =~ Total:\ ([0-9]+).*Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+) ]] \
      || { total=$((total + 1)) failed=$((failed + 1)) && continue; } # It crashed.
    total=$((total + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2] + BASH_REMATCH[3]))
    skipped=$((skipped + BASH_REMATCH[4]))
    grep -hE "^\| $id " "$log" >> "$logs/figures.md" || true
    skipped_in "$log" | sed "s/^/- $id: /" >> "$logs/skipped.md"
  done
  [ "$total" -gt "$skipped" ] && [ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ] || bad=1
  [ "$skipped" -eq 0 ] || mark=' (incomplete)'
  echo "| $id | $what$mark | $((total - failed - skipped)) | $failed | $skipped | $((SECONDS - began)) |"
}

# projects_of ID: prints the test projects that name the row.
projects_of() {
  grep -rl --include=*.cs "Trait(\"Fault\", \"$1\")" tests | cut -d/ -f2 | sort -u
}

# section FILE TITLE: prints a file below a title, if it has anything.
section() {
  [ ! -s "$1" ] || { echo && echo "$2" && echo && cat "$1"; }
}
