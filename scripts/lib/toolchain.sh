# shellcheck shell=bash
# shellcheck disable=SC2034 # MVN is run by build.sh
# Finds a JDK, Maven and Node that are new enough: installed ones first, then the project's own .tools/.
#
# BREAKWATER_TOOLS_DIR          where fetched tools are kept (default: .tools/ of the project)
# BREAKWATER_TOOLCHAIN_LOCK     versions, addresses and checksums (default: scripts/lib/toolchain.lock)
# BREAKWATER_TOOLCHAIN_SEARCH   "none" ignores the installed ones

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=scripts/lib/fetch.sh
. "$(dirname "${BASH_SOURCE[0]}")/fetch.sh"

least_jdk=25
least_maven=3.8.7
least_node=20
looked=''

looked_in() {
  looked="$looked
  $*"
}

searches_installed() { [ "${BREAKWATER_TOOLCHAIN_SEARCH:-}" != none ]; }

# give_up WHAT ADVICE: says what is missing, why it was not fetched, where it was looked for, and what to install.
give_up() {
  die "$1 was not found, and $fetch_problem.
Looked in:$looked
  $tools_dir
$2"
}

# at_least VERSION MINIMUM: compares up to three dotted numbers.
at_least() {
  local a b c x y z
  IFS=. read -r a b c _ <<<"$1.0.0.0"
  IFS=. read -r x y z _ <<<"$2.0.0.0"
  [ $((a * 1000000 + b * 1000 + c)) -ge $((x * 1000000 + y * 1000 + z)) ]
}

# real_path FILE: follows symbolic links (readlink -f is not everywhere).
real_path() {
  local file=$1 link
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  echo "$file"
}

# jdk_release HOME: sets release to the feature number of the JDK there, if possible without starting a JVM.
jdk_release() {
  local key value
  release=''
  if ! [ -x "$1/bin/java" ] || ! [ -x "$1/bin/javac" ]; then return 1; fi
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      if [ "$key" = JAVA_VERSION ]; then release=$value; fi
    done <"$1/release"
  fi
  if [ -z "$release" ]; then
    release=$("$1/bin/java" -version 2>&1 | awk -F '"' '/version/ { print $2 }') || return 1
  fi
  release=${release#\"}
  release=${release#1.}
  release=${release%%[!0-9]*}
  [ -n "$release" ]
}

# try_jdk HOME WHENCE: sets JAVA_HOME if a new enough JDK is there, otherwise remembers what was found.
try_jdk() {
  if ! jdk_release "$1"; then
    looked_in "$2: no JDK"
  elif [ "$release" -lt "$least_jdk" ]; then
    looked_in "$2: Java $release"
  else
    JAVA_HOME=$1
    return 0
  fi
  return 1
}

jdk_on_path() {
  local java
  if ! java=$(command -v java); then
    looked_in "java on PATH: none"
    return 1
  fi
  java=$(real_path "$java")
  try_jdk "$(CDPATH='' cd "$(dirname "$java")/.." && pwd -P)" "java on PATH ($java)"
}

jdk_in_usual_folders() {
  local home
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/java* /opt/java/* /opt/jdk*; do
    if [ -d "$home" ] && try_jdk "$home" "$home"; then return 0; fi
  done
  looked_in "/usr/lib/jvm, /Library/Java/JavaVirtualMachines, ~/.sdkman/candidates/java, ~/.jdks, /opt"
  return 1
}

installed_jdk() {
  searches_installed || return 1
  if [ -z "${JAVA_HOME:-}" ]; then
    looked_in "JAVA_HOME: not set"
  elif try_jdk "$JAVA_HOME" "JAVA_HOME ($JAVA_HOME)"; then
    return 0
  fi
  jdk_on_path || jdk_in_usual_folders
}

# use_jdk: exports the JAVA_HOME of a JDK that is new enough, and puts it first on PATH.
use_jdk() {
  looked=''
  : "${HOME:=/nonexistent}"
  if ! installed_jdk; then
    fetch_tool jdk 'Temurin JDK' bin/java || give_up "A JDK $least_jdk or newer" \
      "Install a JDK $least_jdk (https://adoptium.net/temurin/releases/?version=25, or: brew install --cask temurin@25, \
sdk install java 25-tem), or set JAVA_HOME to one, and run this again."
    JAVA_HOME=$tool_home
  fi
  export JAVA_HOME
  export PATH="$JAVA_HOME/bin:$PATH"
}

# try_maven PROGRAM WHENCE: sets MVN if the Maven there is new enough.
try_maven() {
  local version=''
  if [ -x "$1" ]; then
    version=$("$1" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p') || version=''
  fi
  if [ -n "$version" ] && at_least "$version" "$least_maven"; then
    MVN=$1
    return 0
  fi
  looked_in "$2: ${version:-none}"
  return 1
}

installed_maven() {
  searches_installed || return 1
  try_maven "$(command -v mvn || true)" "mvn on PATH" ||
    try_maven "${MAVEN_HOME:-}/bin/mvn" "MAVEN_HOME (${MAVEN_HOME:-not set})"
}

# use_maven: sets MVN; call use_jdk first. Warnings of Maven's own libraries on a new JDK are turned off, since users cannot do anything about them.
use_maven() {
  looked=''
  export MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
  installed_maven && return 0
  fetch_tool maven 'Apache Maven' bin/mvn || give_up "Maven $least_maven or newer" \
    "Install Maven (https://maven.apache.org/download.cgi, or your package manager's maven), put mvn on PATH, and run this again."
  MVN=$tool_home/bin/mvn
}

installed_node() {
  local version
  searches_installed || return 1
  if version=$(node --version 2>/dev/null) && at_least "${version#v}" "$least_node" && command -v npm >/dev/null; then
    return 0
  fi
  looked_in "node and npm on PATH: ${version:-none}"
  return 1
}

# use_node: puts a Node that is new enough on the PATH, where the CDK looks for it.
use_node() {
  looked=''
  installed_node && return 0
  fetch_tool node 'Node.js' bin/node || give_up "Node.js $least_node or newer with npm" \
    "Install Node.js (https://nodejs.org/en/download, or: brew install node), put it on PATH, and run this again."
  export PATH="$tool_home/bin:$PATH"
}
