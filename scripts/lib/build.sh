# shellcheck shell=bash
# Builds the program that a script runs, if its sources are newer than the last good build, and starts it.

# shellcheck source=scripts/lib/toolchain.sh
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

build_log=$BREAKWATER_ROOT/target/build.log
build_lock=$BREAKWATER_ROOT/.tools/build.lock

# with_needed MODULE…: sets needed to the modules and those that they depend on according to their poms.
with_needed() {
  needed=' '
  local module
  for module in "$@"; do add_needed "$module"; done
}

add_needed() {
  local other
  case $needed in *" $1 "*) return 0 ;; esac
  needed="$needed$1 "
  while read -r other; do
    add_needed "$other"
  done < <(sed -n 's:.*<artifactId>breakwater-\([a-z-]*\)</artifactId>.*:\1:p' "$BREAKWATER_ROOT/$1/pom.xml")
}

# is_built MODULE: true if its class path is complete and none of its sources has changed since it was built.
is_built() {
  local module target=$BREAKWATER_ROOT/$1/target
  local -a sources
  if ! [ -e "$target/breakwater.built" ] || ! class_path_of "$1"; then return 1; fi
  sources=("$BREAKWATER_ROOT/pom.xml")
  with_needed "$1"
  for module in $needed; do
    sources+=("$BREAKWATER_ROOT/$module/pom.xml")
    if [ -d "$BREAKWATER_ROOT/$module/src/main" ]; then sources+=("$BREAKWATER_ROOT/$module/src/main"); fi
  done
  [ -z "$(find "${sources[@]}" -newer "$target/breakwater.built")" ]
}

are_built() {
  local module
  for module in "$@"; do is_built "$module" || return 1; done
}

# class_path_of MODULE: sets class_path to its jar and those that it needs; fails if one is missing.
class_path_of() {
  local entry target=$BREAKWATER_ROOT/$1/target
  local -a entries
  { IFS= read -r class_path <"$target/breakwater.classpath" || [ -n "$class_path" ]; } 2>/dev/null || class_path=''
  for entry in "$target/breakwater-$1"-*.jar; do
    case $entry in *-tests.jar) continue ;; esac
    class_path=$entry${class_path:+:$class_path}
    break
  done
  if [ -z "$class_path" ]; then return 1; fi
  IFS=: read -r -a entries <<<"$class_path"
  for entry in "${entries[@]}"; do [ -e "$entry" ] || return 1; done
}

# run_maven ARGUMENT…: runs Maven over this project; every module also records its class path.
#
# Maven takes classes that an interrupted run left half written for up to date, so they are deleted first. Without Error Prone,
# which the profile deep adds, javac runs too briefly for the JVM's second compiler to be worth its time.
run_maven() {
  local unfinished=$BREAKWATER_ROOT/target/build.unfinished status=0 jit='-XX:TieredStopAtLevel=1'
  case " $* " in *' deep '* | *' -Pdeep'*) jit='' ;; esac
  if [ -e "$unfinished" ]; then
    rm -rf "$BREAKWATER_ROOT"/*/target/classes "$BREAKWATER_ROOT"/*/target/test-classes \
      "$BREAKWATER_ROOT"/*/target/maven-status
  fi
  touch "$unfinished"
  (cd "$BREAKWATER_ROOT" && MAVEN_OPTS="-XX:+UseSerialGC $jit ${MAVEN_OPTS:-}" "$MVN" -B -ntp -Dstyle.color=never -DincludeScope=runtime \
    -Dmdep.outputFile=target/breakwater.classpath "$@" dependency:build-classpath) || status=$?
  if [ "$status" -lt 128 ]; then rm -f "$unfinished"; fi
  return "$status"
}

# forget_unchecked: deletes the classes of each module in which something was compiled since mark_checked, because Maven does not see
# that Error Prone has not read them.
forget_unchecked() {
  local target checked=$BREAKWATER_ROOT/target/classes.checked
  for target in "$BREAKWATER_ROOT"/*/target; do
    if ! [ -e "$checked" ] || [ -n "$(find "$target" -path '*classes/*.class' -newer "$checked" -print -quit)" ]; then
      rm -rf "$target/classes" "$target/test-classes" "$target/maven-status"
    fi
  done
}

# mark_checked: records that all existing classes were compiled by deep builds.
mark_checked() {
  touch "$BREAKWATER_ROOT/target/classes.checked"
}

# mark_built SINCE MODULE…: records a build that began when the file SINCE was made; sources that change later need another build.
mark_built() {
  local module since=$1
  shift
  with_needed "$@"
  for module in $needed; do
    mkdir -p "$BREAKWATER_ROOT/$module/target"
    touch -r "$since" "$BREAKWATER_ROOT/$module/target/breakwater.built"
  done
}

start_build() {
  mkdir -p "$BREAKWATER_ROOT/target"
  touch "$BREAKWATER_ROOT/target/build.started"
}

# findings LOG: Maven's errors and warnings, without colours and without its advice on how to use Maven.
findings() {
  awk '{ gsub(/\033\[[0-9;]*m/, "") } /^\[(ERROR|WARNING)\] *[^ ]/ && !/\[Help 1\]|JAR will be empty|To see the full|Re-run Maven|For more info|After correcting|mvn <args>/ && n++ < 60' "$1"
}

# build MODULE…: prints one line of progress, and Maven's own output only if the build fails.
build() {
  local modules="$*" first=''
  [ -e "$BREAKWATER_ROOT/$1/target/breakwater.built" ] || first=' (the first run takes about a minute)'
  printf 'Building%s … ' "$first" >&2
  start_build
  if run_maven -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "${modules// /,}" -am package \
    >"$build_log" 2>&1; then
    mark_built "$BREAKWATER_ROOT/target/build.started" "$@"
    note 'done'
  else
    note 'failed'
    findings "$build_log" >&2
    die "the build failed; all of Maven's output is in $build_log"
  fi
}

can_write() { [ -w "$BREAKWATER_ROOT" ]; }

# have_class_paths MODULE…: true if all their class paths are complete, however old.
have_class_paths() {
  local module
  for module in "$@"; do class_path_of "$module" || return 1; done
}

# ensure_built MODULE…: finds a JDK, and builds the modules if they are not up to date. A copy on a read-only disk may
# look older than its sources.
ensure_built() {
  use_jdk
  if are_built "$@"; then return 0; fi
  if ! can_write && have_class_paths "$@"; then
    note "This checkout cannot be written to, so it is started as it was built."
    return 0
  fi
  [ -z "${BREAKWATER_BUILDING:-}" ] || die "$* must be built first: this runs inside a build"
  use_maven
  take_lock "$build_lock" "another script is building this project"
  are_built "$@" || build "$@"
  release_lock
}

# run_main MODULE MAIN [JVM FLAG…] -- ARGUMENT…: becomes the program, so that signals reach it.
run_main() {
  local main=$2
  local -a flags
  class_path_of "$1" || die "$1 is not built"
  shift 2
  flags=("-Dbreakwater.root=$BREAKWATER_ROOT" "-Dbreakwater.config=$BREAKWATER_CONFIG")
  while [ "$1" != -- ]; do
    flags+=("$1")
    shift
  done
  shift
  # Only a program that is asked waits for git.
  case " $* " in *' -V '* | *' --version '*) flags+=("-Dbreakwater.version=$(version)") ;; esac
  exec "$JAVA_HOME/bin/java" "${flags[@]}" -cp "$class_path" "$main" "$@"
}
