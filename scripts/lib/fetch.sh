# shellcheck shell=bash
# shellcheck disable=SC2034 # toolchain.sh prints fetch_problem
# Fetches a pinned tool into .tools/: checked against its SHA-256 before anything of it is unpacked.

tools_dir=${BREAKWATER_TOOLS_DIR:-$BREAKWATER_ROOT/.tools}
toolchain_lock=${BREAKWATER_TOOLCHAIN_LOCK:-$BREAKWATER_ROOT/scripts/lib/toolchain.lock}

# machine: this machine as OS/CPU, with the names of the lock file.
machine() {
  local os cpu
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=macos ;;
    *) os=$(uname -s) ;;
  esac
  # The pinned Linux builds need glibc.
  if [ -e /etc/alpine-release ]; then os=linux-musl; fi
  case $(uname -m) in
    x86_64 | amd64) cpu=x64 ;;
    arm64 | aarch64) cpu=arm64 ;;
    *) cpu=$(uname -m) ;;
  esac
  echo "$os/$cpu"
}

# read_pin TOOL: sets pin_version, pin_sha256, pin_url and pin_folder for this machine; fails if there is no pin.
read_pin() {
  local here tool os cpu
  here=$(machine)
  while read -r tool pin_version os cpu pin_sha256 pin_url; do
    [ "$tool" = "$1" ] || continue
    case $os/$cpu in
      any/any) pin_folder=$tools_dir/$tool-$pin_version ;;
      "$here") pin_folder=$tools_dir/$tool-$pin_version-$os-$cpu ;;
      *) continue ;;
    esac
    return 0
  done <"$toolchain_lock"
  fetch_problem="none is pinned for $here in $toolchain_lock"
  return 1
}

# fetched_home PROGRAM: sets tool_home to the pinned tool's home if PROGRAM is in it (in a subfolder on macOS).
fetched_home() {
  for tool_home in "$pin_folder" "$pin_folder/Contents/Home"; do
    if [ -x "$tool_home/$1" ]; then return 0; fi
  done
  return 1
}

# megabytes URL: the size that the server announces, as " (N MB)", or nothing.
megabytes() {
  { curl -fsIL --connect-timeout 10 --max-time 20 "$1" 2>/dev/null || true; } | tr -d '\r' |
    awk 'tolower($1) == "content-length:" { n = $2 } END { if (n >= 500000) printf " (%.0f MB)", n / 1000000 }'
}

# download TITLE FILE: downloads with one line of progress, or with curl's bar on a terminal.
download() {
  local reason
  if [ -t 2 ]; then
    note "Fetching $1$(megabytes "$pin_url") from $pin_url"
    curl -fSL -# --connect-timeout 10 --retry 1 -o "$2" "$pin_url" && return 0
    fetch_problem="fetching $pin_url failed"
    return 1
  fi
  printf 'Fetching %s%s from %s … ' "$1" "$(megabytes "$pin_url")" "$pin_url" >&2
  if reason=$(curl -fsSL --connect-timeout 10 --retry 1 -o "$2" "$pin_url" 2>&1); then
    note 'done'
    return 0
  fi
  note failed
  fetch_problem="fetching $pin_url failed: $(printf '%s' "$reason" | tail -n 1)"
  return 1
}

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# verify FILE: removes a file that is not the pinned one, and names both checksums.
verify() {
  local sum
  sum=$(sha256_of "$1")
  [ "$sum" = "$pin_sha256" ] && return 0
  rm -f "$1"
  fetch_problem="$pin_url has the SHA-256 $sum, but $pin_sha256 is pinned in $toolchain_lock; the download was removed"
  return 1
}

# unpack FILE PROGRAM: puts the whole tool in its place by one rename, or nothing.
unpack() {
  mkdir "$scratch/unpacked"
  if ! tar -xzf "$1" -C "$scratch/unpacked"; then
    fetch_problem="$pin_url could not be unpacked"
    return 1
  fi
  rm -rf "$pin_folder"
  mv "$scratch/unpacked"/* "$pin_folder" && fetched_home "$2" && return 0
  rm -rf "$pin_folder"
  fetch_problem="$pin_url holds no $2"
  return 1
}

# fetch_tool TOOL TITLE PROGRAM: sets tool_home and fetches the tool at most once; if that fails, sets fetch_problem.
fetch_tool() {
  local status=0
  read_pin "$1" || return 1
  if fetched_home "$3"; then return 0; fi
  if ! command -v curl >/dev/null 2>&1; then
    fetch_problem="curl, which would fetch it from $pin_url, is missing"
    return 1
  fi
  take_lock "$tools_dir/$1.lock" "another script is fetching $2"
  if ! fetched_home "$3"; then
    scratch=$tools_dir/$1.fetching
    rm -rf "$scratch"
    mkdir "$scratch"
    download "$2 $pin_version" "$scratch/archive" && verify "$scratch/archive" && unpack "$scratch/archive" "$3" ||
      status=1
    rm -rf "$scratch"
    scratch=''
  fi
  release_lock
  return $status
}
