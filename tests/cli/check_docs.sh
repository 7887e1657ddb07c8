#!/usr/bin/env bash
# Usage: check_docs.sh AGC DOCS_FOLDER
# Every option that --help names, and no other, is completed by bash; each is in the completions of zsh and
# fish and in the man page as well.
set -u
agc=$(realpath "$1")
docs=$2
export LC_ALL=C
failed=0
fail() { echo "$1"; failed=1; }

options_of() { "$agc" "$@" --help | sed -n 's/^  \(-[-a-zA-Z0-9,]*\).*/\1/p' | tr ',' '\n' | sort; }

# completed_by_bash WORD... : what bash offers for the last word.
completed_by_bash() {
  bash -c 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _agc; printf "%s\n" "${COMPREPLY[@]}"' \
    "$docs/completions/agc.bash" "$@" | sort
}

diff <(completed_by_bash agc -) <(options_of) || fail "bash: options without a command"
commands=$("$agc" --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | sort)
diff <(completed_by_bash agc "") <(echo "$commands" && options_of) >/dev/null ||
  diff <(completed_by_bash agc "") <((echo "$commands" && options_of) | sort) || fail "bash: commands"

for command in $commands; do
  diff <(completed_by_bash agc "$command" -) <(options_of "$command") || fail "bash: options of $command"
  grep -q "'$command:" "$docs/completions/_agc" || fail "zsh: $command"
  grep -q -- "-a $command " "$docs/completions/agc.fish" || fail "fish: $command"
  grep -q "^\.B.* $command\|^\.B $command\|agc $command\"" "$docs/agc.1" || fail "man page: $command"
  for option in $(options_of "$command"); do
    grep -q -e "${option}[]=+,}[]" "$docs/completions/_agc" || fail "zsh: $option of $command"
    case $option in
      --*) grep -q -e "-l ${option#--} " "$docs/completions/agc.fish" || fail "fish: $option of $command" ;;
      *) grep -q -e "-s ${option#-} " "$docs/completions/agc.fish" || fail "fish: $option of $command" ;;
    esac
    grep -q -F -e "${option//-/\\-}" "$docs/agc.1" || fail "man page: $option of $command"
  done
done

# What fish offers, and whether zsh can read its own, where there are these shells.
if command -v fish >/dev/null; then
  completed_by_fish() { HOME=/nonexistent fish --no-config -c 'source $argv[1]; complete -C "$argv[2]"' "$docs/completions/agc.fish" "$1" | cut -f 1 | sort; }
  diff <(completed_by_fish "agc ") <(echo "$commands") || fail "fish: commands"
  for command in $commands; do
    diff <(completed_by_fish "agc $command --") <(options_of "$command" | grep -e '^--') || fail "fish: options of $command"
  done
fi
if command -v zsh >/dev/null; then zsh -f -n "$docs/completions/_agc" || fail "zsh: syntax"; fi

# Samples of the archive on the line.
golden=$(dirname "$0")/../golden
PATH=$(dirname "$agc"):$PATH
diff <(completed_by_bash agc getset "$golden/short/a.agc" t) <("$agc" listset "$golden/short/a.agc" | grep '^t') ||
  fail "bash: samples"
exit $failed
