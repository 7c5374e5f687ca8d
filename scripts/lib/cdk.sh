# shellcheck shell=bash
# Runs the pinned CDK CLI over the app in infra/, for the environments that config/ describes.

# shellcheck source=scripts/lib/build.sh
. "$(dirname "${BASH_SOURCE[0]}")/build.sh"

# environments: the names of the deployable environments, separated by commas.
environments() {
  local file name names=''
  for file in "$BREAKWATER_CONFIG"/*.yaml; do
    name=$(basename "$file" .yaml)
    case $name in local | models | '*') continue ;; esac
    names="${names:+$names, }$name"
  done
  echo "${names:-none is in $BREAKWATER_CONFIG}"
}

require_environment() {
  case ", $(environments), " in
    *", $1, "*) ;;
    *) bad_use "unknown environment '$1'; known: $(environments)" ;;
  esac
}

# is_guarded ENV: true if the environment's file has protection: guarded.
is_guarded() {
  grep -Eq '^protection:[[:space:]]*"?guarded' "$BREAKWATER_CONFIG/$1.yaml"
}

# read_arguments ALLOWED… -- ARGUMENT…: sets environment to the one word, own to the script's own options among the
# arguments, and cdk_arguments to those for the CDK. An option that neither knows is refused, since the CDK would ignore it.
read_arguments() {
  local allowed=' '
  while [ "$1" != -- ]; do
    allowed="$allowed$1 "
    shift
  done
  shift
  environment=''
  own=' '
  cdk_arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      -c | --context | --require-approval | --progress | --concurrency | --profile | --method | -O | --outputs-file)
        [ $# -gt 1 ] || bad_use "$1 needs a value"
        cdk_arguments+=("$1" "$2")
        shift
        ;;
      --context=* | --require-approval=* | --progress=* | --concurrency=* | --profile=* | --method=* | --outputs-file=* | \
        -v | --verbose | --debug | --exclusively | -e | --no-rollback | --rollback | --force | -f | --strict)
        cdk_arguments+=("$1")
        ;;
      -*)
        case $allowed in
          *" $1 "*) own="$own$1 " ;;
          *) bad_use "unknown option '$1'" ;;
        esac
        ;;
      *)
        [ -z "$environment" ] || bad_use "one environment, please: '$environment' or '$1'"
        environment=$1
        ;;
    esac
    shift
  done
  [ -n "$environment" ] || bad_use "name an environment; known: $(environments)"
  require_environment "$environment"
}

# asked OPTION: true if the script was called with this option of its own.
asked() {
  case $own in *" $1 "*) return 0 ;; *) return 1 ;; esac
}

# ensure_cdk: installs the pinned CLI into node_modules/ if it is missing or has another version.
ensure_cdk() {
  local modules=$BREAKWATER_ROOT/node_modules log=$BREAKWATER_ROOT/target/npm.log
  if cdk_is_installed; then return 0; fi
  take_lock "$BREAKWATER_ROOT/.tools/npm.lock" "another script is installing the CDK CLI"
  if ! cdk_is_installed; then
    mkdir -p "$BREAKWATER_ROOT/target"
    printf 'Installing the pinned CDK CLI into node_modules/ … ' >&2
    if ! (cd "$BREAKWATER_ROOT" && npm ci --no-audit --no-fund --ignore-scripts) >"$log" 2>&1; then
      note 'failed'
      tail -n 20 "$log" >&2
      die "npm ci could not install the CDK CLI that package-lock.json pins; it needs the npm registry once"
    fi
    touch "$modules/.package-lock.json"
    note 'done'
  fi
  release_lock
}

cdk_is_installed() {
  local installed=$BREAKWATER_ROOT/node_modules/.package-lock.json
  [ -x "$BREAKWATER_ROOT/node_modules/.bin/cdk" ] && ! [ "$BREAKWATER_ROOT/package-lock.json" -nt "$installed" ]
}

# run_cdk ARGUMENT…: runs the CDK from the project's root, where cdk.json names the app. The CDK's bridge to Java prints long
# warnings about any Node that it was not tested with; use_node decides which ones are accepted. The CDK's own
# table construct calls deprecated methods; such calls in our code do not compile.
run_cdk() {
  (
    cd "$BREAKWATER_ROOT" || exit
    export CI=1 CDK_DISABLE_CLI_TELEMETRY=true JSII_DEPRECATED=quiet
    export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION=1 JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20,21,23
    node_modules/.bin/cdk --no-notices "$@"
  )
}

# The linter that checks every property of every resource against the resource schemas.
cfn_lint_version=1.51.0
cfn_lint_home=$BREAKWATER_ROOT/.tools/cfn-lint-$cfn_lint_version

# install_cfn_lint: installs the pinned cfn-lint into a virtual environment of its own; fails if it cannot be installed.
install_cfn_lint() {
  if "$cfn_lint_home/bin/cfn-lint" --version >/dev/null 2>&1; then return 0; fi
  rm -rf "$cfn_lint_home"
  python3 -m venv "$cfn_lint_home" >/dev/null 2>&1 &&
    "$cfn_lint_home/bin/pip" install --quiet --disable-pip-version-check "cfn-lint==$cfn_lint_version" >/dev/null 2>&1
}

# IAM actions that cfn-lint does not know yet: the rights to stored responses ("Responses", Amazon Bedrock User Guide:
# `bedrock:GetInvoke`, `CancelInvoke` and `DeleteInvoke` on the default project). W3037 names actions in lower case.
newer_actions="W3037:'(getinvoke|cancelinvoke|deleteinvoke)' is not one of"

# lint_templates FOLDER…: prints what cfn-lint says about the templates, the pinned one or the one on the PATH. W3005 is about
# dependencies that the CDK names twice.
lint_templates() {
  local lint=$cfn_lint_home/bin/cfn-lint folder
  local -a templates=()
  "$lint" --version >/dev/null 2>&1 || lint=cfn-lint
  if ! "$lint" --version >/dev/null 2>&1; then
    note "cfn-lint is not installed, so properties were not checked against the resource schemas; to install it: pip install cfn-lint==$cfn_lint_version"
    return 0
  fi
  for folder in "$@"; do templates+=("$folder"/*.template.json); done
  "$lint" --ignore-checks W3005 --non-zero-exit-code error --format parseable --template "${templates[@]}" |
    { grep -vE "$newer_actions" || true; } || die "cfn-lint found errors in the templates"
}

# say_tenants ENVIRONMENT: prints which tenants and limits a deploy would change. Fails if a deploy would refuse them.
say_tenants() {
  (run_main ops io.breakwater.ops.OpsMain -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -- tenants-diff "$1")
}

# say_changes ENVIRONMENT [--full]: prints what a deploy of the templates in cdk.out would change. Its status is 3 if an existing
# resource is replaced or deleted.
say_changes() {
  local words=$BREAKWATER_ROOT/target/diff-$1.txt
  use_node
  if ! run_cdk diff --all --no-change-set --app "cdk.out/$1" >"$words" 2>&1; then
    tail -n 20 "$words" >&2
    die "the CDK could not compare the templates; all of its output is in $words"
  fi
  say_tenants "$1" || die "a deploy would refuse this"
  (run_main ops io.breakwater.ops.OpsMain -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -- diff "$words" ${2:+"$2"})
}
