# shellcheck shell=bash
# Builds what a script runs, only when its sources are newer than the last good build, and starts it.

# shellcheck source=scripts/lib/toolchain.sh
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

build_log=$BREAKWATER_ROOT/target/build.log
build_lock=$BREAKWATER_ROOT/.tools/build.lock

# with_needed MODULE…: sets needed to the modules and those they depend on, as their poms say.
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

# is_built MODULE: true when its class path is whole and nothing it is made of changed since it was built.
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

# class_path_of MODULE: sets class_path to its jar and what it runs with; fails when a part is missing.
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

# run_maven ARGUMENT…: Maven over this project; every module also writes down the class path it runs with.
#
# Classes that an interrupted run left half written look up to date to Maven, so they are thrown away first. Without Error Prone,
# which the profile deep has, javac runs for less than the JVM's second compiler takes to pay.
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

# forget_unchecked: throws away the classes of each module in which something was compiled since mark_checked. Maven does not see
# that Error Prone has not read them, whoever compiled them.
forget_unchecked() {
  local target checked=$BREAKWATER_ROOT/target/classes.checked
  for target in "$BREAKWATER_ROOT"/*/target; do
    if ! [ -e "$checked" ] || [ -n "$(find "$target" -path '*classes/*.class' -newer "$checked" -print -quit)" ]; then
      rm -rf "$target/classes" "$target/test-classes" "$target/maven-status"
    fi
  done
}

# mark_checked: all classes that are there were compiled by deep builds.
mark_checked() {
  touch "$BREAKWATER_ROOT/target/classes.checked"
}

# mark_built SINCE MODULE…: a source changed after the file SINCE was made asks for another build.
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

# build MODULE…: one line of progress; Maven's own words only when it failed.
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

# have_class_paths MODULE…: true when all that they run with is there, however old.
have_class_paths() {
  local module
  for module in "$@"; do class_path_of "$module" || return 1; done
}

# ensure_built MODULE…: finds a JDK, and builds the modules when they are not up to date. A copy on a read-only disk may
# look older than its sources.
ensure_built() {
  use_jdk
  if are_built "$@"; then return 0; fi
  if ! can_write && have_class_paths "$@"; then
    note "This checkout cannot be written to: starting it as it was built."
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
  exec "$JAVA_HOME/bin/java" "${flags[@]}" -cp "$class_path" "$main" "$@"
}
