# Bash completion for photosieve: commands, options and their fixed values; folders and files else.
# SPDX-License-Identifier: GPL-3.0-or-later
_photosieve() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local run="--workers --batch-size --progress --interval" words=""
  if ((COMP_CWORD == 1)); then
    words="process sessions show pause resume cancel report inspect compare profiles doctor --help --version"
  else
    case $before in
      --mode) words="speed balanced smart" ;;
      --progress) words="auto bar plain json none" ;;
      --format) words="json csv" ;;
      --profile) words="adobe-stock generic" ;;
      --database) words="sqlite:" ;;
    esac
    if [[ -z $words && $word == -* ]]; then
      case $command in
        process)
          words="$run --output --profile --mode --name --no-copy --fresh --resume --database --help" ;;
        sessions | show) words="--json --database --help" ;;
        pause | cancel) words="--database --help" ;;
        resume) words="$run --database --help" ;;
        report) words="--format --out --database --help" ;;
        inspect | compare) words="--profile --json --help" ;;
        profiles) words="--json --help" ;;
        doctor) words="--help" ;;
      esac
    elif [[ -z $words && $command =~ ^(show|pause|resume|cancel|report)$ && $before == "$command" ]]; then
      words="last"
    elif [[ -z $words && $before == profiles ]]; then
      words="show check"
    elif [[ -z $words && $before == show && ${COMP_WORDS[COMP_CWORD - 2]} == profiles ]]; then
      words="adobe-stock generic"
    fi
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o default -o bashdefault -F _photosieve photosieve
