# shellcheck shell=bash
# Installs the pinned clients, runs their programs against a gateway, and compares what they print with what is expected.

# shellcheck source=scripts/lib/build.sh
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"

clients=$BREAKWATER_ROOT/clients
out=$BREAKWATER_ROOT/target/clients
page=$BREAKWATER_ROOT/docs/compatibility.md
gateway=''

# The oldest Node and Python that the clients accept, and the Node that npm installs if the machine has an older one.
least_clients_node=22.0.0
clients_node=24.21.0
least_clients_python='3.10'
python_home=$BREAKWATER_ROOT/.tools/clients-python
java_home=$BREAKWATER_ROOT/.tools/clients-java

# Agents that are run only on request, because they are not openly licensed.
closed_agents=' claude-code.js '

stop_clients_gateway() {
  if [ -n "$gateway" ]; then kill "$gateway" 2>/dev/null || true; fi
  clean_up
}

# use_empty_network: sets alone to the prefix of a command whose network has nothing but loopback, and within to that of another
# command in the same network. Both are empty if the machine does not allow such networks.
use_empty_network() {
  alone=()
  within=()
  if unshare --user --map-root-user --net ip link set lo up 2>/dev/null && command -v nsenter >/dev/null; then
    alone=(unshare --user --map-root-user --net sh -c 'ip link set lo up && exec "$@"' -)
    within=(nsenter --user --net --preserve-credentials --target)
  else
    note "This machine allows no network with loopback alone; proxies that lead nowhere keep the clients from other machines"
  fi
}

# start_clients_gateway: starts the gateway on free ports, with a log that the programs read.
start_clients_gateway() {
  rm -rf "$out"
  mkdir -p "$out/claims"
  ensure_built local
  use_empty_network
  ${alone[@]+"${alone[@]}"} "$BREAKWATER_ROOT/scripts/local" --port 0 --tls-port 0 --sim-port 0 --config "$clients/gateway.yaml" \
    --keys-file "$out/keys.json" >"$out/gateway.log" 2>&1 &
  gateway=$!
  trap stop_clients_gateway EXIT
  until grep -q '^Breakwater is ready' "$out/gateway.log" 2>/dev/null; do
    kill -0 "$gateway" 2>/dev/null || die "the gateway did not start: $(tail -n 3 "$out/gateway.log")"
    sleep 0.2
  done
  warm_up
}

# warm_up: repeats a call until it is answered. A busy machine is slow at the first calls, and the gateway then ejects their targets for a while.
warm_up() {
  local look key
  key=$(sed -n 's/.*"pages" *: *"\([^"]*\)".*/\1/p' "$out/keys.json")
  for look in 1 2 3 4 5 6 7 8 9 10 11 12; do
    if as_client bash -c 'curl -fsS -o "$2" -H "Authorization: Bearer $1" -H "Content-Type: application/json" \
      -d "{\"model\": \"claude-sonnet\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}" \
      "$BREAKWATER_PLAIN_URL/v1/chat/completions"' - "$key" "$out/warm-up.json" 2>"$out/warm-up.log"; then
      return 0
    fi
    sleep 5
  done
  die "the gateway did not answer $look calls: $(tail -n 1 "$out/warm-up.log")"
}

# asked_for PROGRAM: true if this run includes the program.
asked_for() {
  case ${programs:-} in
    *" $1 "*) return 0 ;;
    '') case $closed_agents in *" $1 "*) [ -n "${with_closed_agents:-}" ] ;; esac ;;
    *) return 1 ;;
  esac
}

# asked_for_one PROGRAM…: true if this run includes one of the programs.
asked_for_one() {
  local program
  for program in "$@"; do
    if asked_for "${program##*/}"; then return 0; fi
  done
  return 1
}

# as_client COMMAND…: runs the command with the variables that the programs read, and with no network but loopback. Installers, which
# must reach more and may trust another authority, run without it.
as_client() (
  eval "$(sed -n 's/^ *\(export AWS_CA_BUNDLE=.*\)/\1/p' "$out/gateway.log")"
  BREAKWATER_URL=$(sed -n 's/^Over TLS: \(https:[^ ]*\) .*/\1/p' "$out/gateway.log")
  BREAKWATER_PLAIN_URL=$(sed -n 's/^Breakwater is ready: \(http:[^ ]*\).*/\1/p' "$out/gateway.log")
  BREAKWATER_SIMULATION_URL=$(sed -n 's/^Simulated Bedrock and STS: \(http:[^ ]*\).*/\1/p' "$out/gateway.log")
  export BREAKWATER_SIMULATION_URL
  export BREAKWATER_URL BREAKWATER_PLAIN_URL BREAKWATER_KEYS=$out/keys.json BREAKWATER_LOG=$out/gateway.log BREAKWATER_CLIENTS=$clients
  export SSL_CERT_FILE=$AWS_CA_BUNDLE
  export BREAKWATER_BEFORE=$python_home/before BREAKWATER_NEWER=$python_home/newer
  export HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 NO_PROXY=127.0.0.1,localhost
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true OPENAI_AGENTS_DISABLE_TRACING=true
  exec ${within[@]+"${within[@]}" "$gateway"} "$@"
)

# run_program COUNT PROGRAM COMMAND…: keeps the claims of the program, COUNT of them, or prints its output if it ended before the last one.
run_program() {
  local claims=$out/claims/$2.json words=$out/$2.log
  asked_for "$2" || return 0
  as_client "${@:3}" >"$claims" 2>"$words" || true
  if [ "$(grep -c '^{"client":' "$claims")" -ne "$1" ]; then
    note "$2 ended before its last claim:"
    tail -n 5 "$words" >&2
    return 1
  fi
}

# run_programs FOLDER ENDING COMMAND…: runs the programs two at a time, as they spend most of their time waiting.
run_programs() {
  local program before='' failed='' count=12
  if [ "$1" = agents ]; then count=5; fi
  for program in "$clients/$1"/*."$2"; do
    run_program "$count" "${program##*/}" "${@:3}" "$program" &
    if [ -n "$before" ]; then wait "$before" || failed=yes; fi
    before=$!
  done
  wait "$before" || failed=yes
  [ -z "$failed" ]
}

# fences_of LANGUAGE: writes the examples in this language from README.md and docs/compatibility.md, each to a file of its own.
fences_of() {
  mkdir -p "$out/examples"
  awk -v language="$1" -v folder="$out/examples" '
    $0 == "```" language { file = sprintf("%s/%02d.%s", folder, ++count, language); next }
    /^```/ { file = "" }
    file != "" { print >file }' "$BREAKWATER_ROOT/README.md" "$page"
}

# run_examples LANGUAGE COMMAND…: runs the examples of the pages as they are, except for the ports, which are free ones here.
run_examples() {
  local example failed='' key
  [ -z "${programs:-}" ] || return 0
  key=$(sed -n 's/.*"pages" *: *"\([^"]*\)".*/\1/p' "$out/keys.json")
  fences_of "$1"
  for example in "$out/examples"/*."$1"; do
    if ! (cd "$clients/node" && as_client env KEY="$key" bash -c 'sed "s|https://127.0.0.1:8443|$BREAKWATER_URL|; s|http://127.0.0.1:8080|$BREAKWATER_PLAIN_URL|" "$1" | "${@:2}"' \
      - "$example" "${@:2}") >"$example.log" 2>&1; then
      note "An example of the pages did not run ($example):"
      tail -n 5 "$example.log" >&2
      failed=yes
    fi
  done
  [ -z "$failed" ]
}

# use_clients_node: provides the Node on the path, or else the pinned one, which npm installs.
use_clients_node() {
  local version home=$BREAKWATER_ROOT/.tools/node-$clients_node
  version=$(node --version 2>/dev/null) && command -v npm >/dev/null || return 1
  if at_least "${version#v}" "$least_clients_node"; then return 0; fi
  if ! [ -x "$home/node_modules/node/bin/node" ]; then
    npm install --prefix "$home" --no-audit --no-fund --no-save "node@$clients_node" >"$out/node.log" 2>&1 || return 1
  fi
  PATH=$home/node_modules/node/bin:$PATH
  node --version >/dev/null 2>&1
}

install_node_clients() {
  local installed=$clients/node/node_modules/.package-lock.json
  if [ -e "$installed" ] && ! [ "$clients/node/package-lock.json" -nt "$installed" ]; then return 0; fi
  (cd "$clients/node" && npm ci --no-audit --no-fund --ignore-scripts) >"$out/npm.log" 2>&1 && touch "$installed"
}

run_node_clients() {
  if ! use_clients_node; then
    note "The clients of Node were not run: they need Node $least_clients_node or newer with npm"
  elif ! install_node_clients; then
    note "The clients of Node were not run: npm could not install them ($out/npm.log)"
  else
    run_programs node js node && run_examples js node --input-type=module -
  fi
}

# install_agents: installs by the lock file, but not with `npm ci`, which requires an agent's programs for all other systems in that file.
install_agents() {
  local installed=$clients/agents/node_modules/.package-lock.json include=''
  # shellcheck disable=SC2086 # names are words
  if asked_for_one $closed_agents; then include=--include=dev; fi
  if [ -e "$installed" ] && ! [ "$clients/agents/package-lock.json" -nt "$installed" ] &&
    { [ -z "$include" ] || [ -e "$clients/agents/node_modules/@anthropic-ai" ]; }; then return 0; fi
  (cd "$clients/agents" && npm install --no-save --no-audit --no-fund --ignore-scripts ${include:---omit=dev}) \
    >"$out/npm-agents.log" 2>&1 && touch "$installed"
}

run_agents() {
  asked_for_one "$clients/agents"/*.js || return 0
  if ! use_clients_node; then
    note "The coding agents were not run: they need Node $least_clients_node or newer with npm"
  elif ! install_agents; then
    note "The coding agents were not run: npm could not install them ($out/npm-agents.log)"
  else
    run_programs agents js node
  fi
}

# has_java_clients: true if all jars that the poms require exist.
has_java_clients() {
  local jar
  local -a jars
  cat "$BREAKWATER_ROOT/pom.xml" "$clients/java/pom.xml" | cmp -s - "$java_home/poms.xml" || return 1
  IFS=: read -r -a jars <<<"$(cat "$java_home/classpath"):$(cat "$java_home/classpath-before")"
  for jar in "${jars[@]}"; do [ -e "$jar" ] || return 1; done
}

install_java_clients() {
  if has_java_clients; then return 0; fi
  use_maven
  mkdir -p "$java_home"
  (cd "$clients/java" && "$MVN" -B -ntp -q dependency:build-classpath -Dmdep.outputFile="$java_home/classpath" &&
    "$MVN" -B -ntp -q -Pbefore dependency:build-classpath -Dmdep.outputFile="$java_home/classpath-before") >"$out/maven.log" 2>&1 &&
    cat "$BREAKWATER_ROOT/pom.xml" "$clients/java/pom.xml" >"$java_home/poms.xml"
}

# trust_gateway: makes the trust store of the Java clients from the file that the gateway names.
trust_gateway() {
  as_client sh -c '"$1" -importcert -noprompt -storepass changeit -alias local -keystore "$2" -file "$SSL_CERT_FILE"' - \
    "$JAVA_HOME/bin/keytool" "$out/trust.p12" >"$out/keytool.log" 2>&1
}

run_java_clients() {
  if ! install_java_clients; then
    note "The clients of Java were not run: Maven could not fetch them ($out/maven.log)"
  else
    trust_gateway || die "keytool failed; its output is in $out/keytool.log"
    # shellcheck disable=SC2016 # the variables are for that shell
    run_programs java java bash -c 'case $3 in *Before.java) jars=$2-before ;; *) jars=$2 ;; esac
      exec "$0" -cp "$(cat "$jars")" "-Djavax.net.ssl.trustStore=$1" -Djavax.net.ssl.trustStorePassword=changeit "$3"' \
      "$JAVA_HOME/bin/java" "$out/trust.p12" "$java_home/classpath"
  fi
}

# install_python_clients: installs the newest version of most clients, and in folders of their own those that cannot share an environment with them.
install_python_clients() {
  local folder lock=$clients/python/requirements.lock before=$clients/python/before.lock newer=$clients/python/newer.lock
  local -a quietly=(install --quiet --disable-pip-version-check --no-deps --no-compile)
  if cat "$lock" "$before" "$newer" | cmp -s - "$python_home/installed.lock"; then return 0; fi
  rm -rf "$python_home"
  python3 -m venv "$python_home" >"$out/pip.log" 2>&1 || return 1
  "$python_home/bin/pip" "${quietly[@]}" -r "$lock" >>"$out/pip.log" 2>&1 || return 1
  for folder in before newer; do
    "$python_home/bin/pip" "${quietly[@]}" --target "$python_home/$folder" -r "$clients/python/$folder.lock" >>"$out/pip.log" 2>&1 || return 1
  done
  cat "$lock" "$before" "$newer" >"$python_home/installed.lock"
}

run_python_clients() {
  if ! python3 -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (${least_clients_python/./, }))" >/dev/null 2>&1; then
    note "The clients of Python were not run: they need Python $least_clients_python or newer with venv"
  elif ! install_python_clients; then
    note "The clients of Python were not run: pip could not install them ($out/pip.log)"
  else
    run_programs python py "$python_home/bin/python" && run_examples python "$python_home/bin/python" -
  fi
}

# judge_clients WRITE: prints what differs from what is expected, and writes the page or compares it with the results.
judge_clients() {
  local verdict=$out/verdict.txt
  cat "$out"/claims/*.json >"$out/claims.json" 2>/dev/null || true
  awk -v page="$out/compatibility.md" -f "$clients/judge.awk" "$clients/expectations.txt" "$page" "$out/claims.json" >"$verdict"
  sed '$d' "$verdict" >&2
  if [ -n "$1" ]; then
    cp "$out/compatibility.md" "$page"
  elif ! diff "$page" "$out/compatibility.md" >&2; then
    note "docs/compatibility.md differs from the results; scripts/test-clients --write writes it"
    tail -n 1 "$verdict"
    return 1
  fi
  tail -n 1 "$verdict"
  grep -q ', 0 failed$' "$verdict"
}
