# shellcheck shell=bash
# What all scripts share: the project's root, messages for people, --help, --version, and a lock between processes.

# shellcheck disable=SC2034 # read by the scripts that source this
BREAKWATER_ROOT=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

# The folder of the catalogue and the environments' files.
export BREAKWATER_CONFIG=${BREAKWATER_CONFIG:-$BREAKWATER_ROOT/config}
case $BREAKWATER_CONFIG in /*) ;; *) BREAKWATER_CONFIG=$PWD/$BREAKWATER_CONFIG ;; esac

held_lock=''
scratch=''

# note TEXT: prints a line of progress to standard error; standard output is for the program's own output.
note() { printf '%s\n' "$*" >&2; }

# die TEXT: ends the script with a reason.
die() {
  note "${0##*/}: $*"
  exit 1
}

# bad_use TEXT: ends the script because it was called wrongly.
bad_use() {
  note "${0##*/}: $*. ${0##*/} --help says more"
  exit 2
}

clean_up() {
  if [ -n "$scratch" ]; then rm -rf "$scratch"; fi
  if [ -n "$held_lock" ]; then rm -rf "$held_lock"; fi
}
trap clean_up EXIT

# show_help SCRIPT: prints the comment at the script's head, which is its manual.
show_help() {
  awk 'NR == 1 { next } /^#/ { sub(/^# ?/, ""); print; next } { exit }' "$1"
}

# help_if_asked SCRIPT ARGUMENT…: answers -h and --help, wherever they stand before a --, and ends.
help_if_asked() {
  local script=$1 argument
  shift
  for argument in "$@"; do
    case $argument in
      -h | --help)
        show_help "$script"
        exit 0
        ;;
      --) return 0 ;;
    esac
  done
}

# commit_of_sources: the commit whose sources these are, with -dirty behind it if more than docs/ differs; fails where git does not know.
commit_of_sources() {
  local commit folder
  folder=$(git -C "$BREAKWATER_ROOT" rev-parse --show-prefix 2>/dev/null) && [ -z "$folder" ] || return 1
  commit=$(git -C "$BREAKWATER_ROOT" rev-parse --short=10 HEAD 2>/dev/null) || return 1
  [ -z "$(git -C "$BREAKWATER_ROOT" status --porcelain -- . ':(exclude)docs' 2>/dev/null)" ] || commit=$commit-dirty
  echo "$commit"
}

# version: the project's, and the commit if there is one.
version() {
  local number commit
  number=$(sed -n '/<artifactId>breakwater</,$ s:.*<version>\(.*\)</version>.*:\1:p' "$BREAKWATER_ROOT/pom.xml" | sed 1q)
  commit=$(commit_of_sources) || commit=''
  echo "Breakwater $number${commit:+, commit $commit}"
}

# answer_if_asked SCRIPT ARGUMENT…: answers -h, --help and --version, wherever they stand before a --, and ends. A program that is asked
# need not be built for that.
answer_if_asked() {
  local argument
  help_if_asked "$@"
  shift
  for argument in "$@"; do
    case $argument in
      --version)
        version
        exit 0
        ;;
      --) return 0 ;;
    esac
  done
}

# lock_is_stale LOCK: true if the process that took the lock is gone, or died before it wrote its id.
lock_is_stale() {
  local holder=''
  if { read -r holder <"$1/pid"; } 2>/dev/null && [ -n "$holder" ]; then
    ! kill -0 "$holder" 2>/dev/null && ! ps -p "$holder" >/dev/null 2>&1
  else
    [ -n "$(find "$1" -prune -mmin +1 2>/dev/null)" ]
  fi
}

# Two waiters may see the same dead holder; only the one that makes the takeover folder may remove its lock.
remove_stale_lock() {
  find "$1.takeover" -prune -mmin +1 -exec rmdir {} + 2>/dev/null || true
  mkdir "$1.takeover" 2>/dev/null || return 0
  if lock_is_stale "$1"; then rm -rf "$1"; fi
  rmdir "$1.takeover" 2>/dev/null || true
}

# take_lock LOCK REASON: makes the folder LOCK, and waits as long as a live process holds it; a script holds one lock at a time.
take_lock() {
  local told=''
  mkdir -p "$(dirname "$1")" || die "cannot write to $(dirname "$1")"
  until mkdir "$1" 2>/dev/null; do
    [ -w "$(dirname "$1")" ] || die "cannot write to $(dirname "$1")"
    if [ -d "$1" ] && lock_is_stale "$1"; then
      remove_stale_lock "$1"
    fi
    [ -n "$told" ] || note "Waiting: $2 …"
    told=yes
    sleep 0.2
  done
  held_lock=$1
  echo $$ >"$1/pid"
}

release_lock() {
  rm -rf "$held_lock"
  held_lock=''
}
