# Completion of agc for bash: source this file, or install it as share/bash-completion/completions/agc.

_agc_options() {
  local write="-h --help -o --output -i --input-list -c --concatenated --pansn --level --non-iupac --repeated -m --memory"
  write+=" --digests --check -t --threads -v --verbosity -a --adaptive -f --fallback -d --no-cmd-line"
  local get="-h --help -o --output -g --gzip -l --line-length --name-format --check -m --memory"
  get+=" -t --threads -v --verbosity -f --fast -p --no-prefetch -s --streaming"
  local list="-h --help -o --output -m --memory -v --verbosity --json"
  case $1 in
    create) echo "$write -b --batch-size -k --kmer -l --min-match -s --segment-size" ;;
    append) echo "$write" ;;
    getcol) echo "$get -r --no-reference" ;;
    getset) echo "$get --list" ;;
    getctg) echo "$get -r --regions --list --coords" ;;
    listctg) echo "$list --fai --digests --name-format" ;;
    listref | listset | info) echo "$list" ;;
    verify | recover) echo "$list -t --threads" ;;
    *) echo "-h --help -V --version" ;;
  esac
}

_agc() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    local commands="create append getcol getset getctg listref listset listctg info verify recover"
    mapfile -t COMPREPLY < <(compgen -W "$commands $(_agc_options)" -- "$current")
    return
  fi
  case $previous in
    --repeated) mapfile -t COMPREPLY < <(compgen -W "error skip" -- "$current") && return ;;
    --non-iupac) mapfile -t COMPREPLY < <(compgen -W "error drop n" -- "$current") && return ;;
    --coords) mapfile -t COMPREPLY < <(compgen -W "0 1" -- "$current") && return ;;
    --level) mapfile -t COMPREPLY < <(compgen -W "1 2 3 4 5" -- "$current") && return ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_agc_options "$command")" -- "$current")
    return
  fi
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
  # Samples of the archive that is on the line.
  if [[ $command == getset || $command == listctg ]]; then
    local word samples
    for word in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
      [[ $word != -* && -f $word ]] || continue
      samples=$("${COMP_WORDS[0]}" listset "$word" 2>/dev/null) || continue
      mapfile -t COMPREPLY < <(compgen -W "$samples" -- "$current")
      return
    done
  fi
}

complete -o filenames -F _agc agc
