#!/usr/bin/env bash
# Usage: run_workflow.sh AGC PEER_TREE [PYTHON_MODULES]
# Runs the steps of AGC's own workflow, .github/workflows/main.yml in its source tree, with this program in place
# of AGC's; where PYTHON_MODULES is the folder of our modules, AGC's test of its Python module too. Steps that
# build AGC are left out. Each step is told as passed, or as refused where this program does not do on purpose
# what the step asks for, or as failed; and it is an error too if a step passes that is known as refused.
set -u
agc=$(realpath "$1")
tree=${2:-}
modules=$(realpath -m "${3:-.}")
[ -f "$tree/.github/workflows/main.yml" ] || { echo "no AGC_PEER_TREE: skipped"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/src" && cp -r "$tree/toy_ex" "$work/toy_ex" || exit 1
ln -s "$agc" "$work/bin/agc"

# A script for each step: the lines of "run: |", of one job after another.
python3 - "$tree/.github/workflows/main.yml" "$work/steps" <<'END' || exit 1
import os, re, sys
os.mkdir(sys.argv[2])
number = 0
name = script = indent = None
def finish():
    global number, script
    if script and not re.search(r"\bg?make\b", script):
        number += 1
        with open(f"{sys.argv[2]}/{number:03}", "w") as step:
            step.write(f"# {name}\n{script}")
    script = None
for line in open(sys.argv[1]):
    depth = len(line) - len(line.lstrip())
    if script is not None and line.strip() and depth <= indent:
        finish()
    if match := re.match(r"\s*- name: (.*)", line):
        finish()
        name = match[1].strip()
    elif match := re.match(r"(\s*)run: ?(.*)", line):
        indent = len(match[1])
        script = "" if match[2].strip() in ("|", "") else match[2] + "\n"
    elif script is not None:
        script += line.strip() + "\n"
finish()
END

# Two steps store files and records under names that are there already, which AGC leaves out, and five need what
# these write.
export AGC_REPEATED=skip
declare -A refused=(
  ["toy example"]="it runs agc, and agc create, without anything to do, which is wrong usage and has an exit status here"
)
passed=0
failed=0
kept=0
report() { # STATUS NAME OUTPUT
  if [ "$1" -eq 0 ] && [ -z "${refused[$2]:-}" ]; then
    passed=$((passed + 1))
    echo "passed: $2"
  elif [ "$1" -ne 0 ] && [ -n "${refused[$2]:-}" ]; then
    kept=$((kept + 1))
    printf 'refused: %s: %s\n%s\n' "$2" "${refused[$2]}" "$(tail -n 1 <<<"$3")"
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n%s\n' "$2" "$3"
  fi
}
for step in "$work"/steps/*; do
  # As the service runs them: the first command that fails ends the step.
  said=$(cd "$work" && EXE_AGC=../bin/agc bash --noprofile --norc -e -o pipefail "$step" 2>&1)
  report $? "$(sed -n '1s/^# //p' "$step")" "$said"
done
test_program=$tree/src/py_agc_api/py_agc_test.py
if [ -d "$modules/py_agc_api" ] && [ -f "$test_program" ]; then
  said=$(cd "$work" && PYTHONPATH=$modules python3 "$test_program" 2>&1)
  report $? "py_agc_test.py" "$said"
fi
echo "$passed passed, $kept refused on purpose, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
