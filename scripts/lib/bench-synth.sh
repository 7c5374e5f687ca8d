# shellcheck shell=bash
# Measures how long a synthesis takes with few tenants and with many, in turn.

# shellcheck source=scripts/lib/cdk.sh
. "$(dirname "${BASH_SOURCE[0]}")/cdk.sh"

few=2

# milliseconds: the time of day, which not every shell can tell by itself.
milliseconds() {
  node -e 'console.log(Date.now())'
}

# seconds MILLISECONDS: the time in seconds with one decimal.
seconds() {
  awk -v milliseconds="$1" 'BEGIN { printf "%.1f", milliseconds / 1000 }'
}

# crowd FOLDER COUNT: makes a folder of configuration whose dev has this many tenants and the settings that keep its stack from growing.
crowd() {
  mkdir -p "$1"
  cp "$BREAKWATER_ROOT/config/models.yaml" "$1/"
  awk -v count="$2" '
    /^(throttle|firstKeys):/ { next }
    /^tenants:/ {
      print
      for (tenant = 0; tenant < count; tenant++)
        printf "  - { id: tenant-%05d, plan: standard, models: [claude-haiku] }\n", tenant
      inside = 1
      next
    }
    /^[a-zA-Z]/ { inside = 0 }
    !inside { print }
    END { print "throttle: { usagePlans: plan }\nfirstKeys: operator" }
  ' "$BREAKWATER_ROOT/config/dev.yaml" >"$1/dev.yaml"
}

# synthesised FOLDER: synthesises the folder's dev and sets took to the milliseconds that it took.
synthesised() {
  local begun
  begun=$(milliseconds)
  BREAKWATER_CONFIG=$1/config run_cdk synth --quiet -c env=dev --output "$1/out" >"$1/log" 2>&1 ||
    die "the synthesis failed: $(tail -n 3 "$1/log")"
  took=$(($(milliseconds) - begun))
}

# template_bytes FOLDER: the size of all templates together.
template_bytes() {
  cat "$1"/out/*.template.json | wc -c | tr -d ' '
}

# bench_synth [--tenants N] [--rounds N]: measures in turn, and prints each time, the best ones and their ratio.
bench_synth() {
  local many=1000 rounds=2 round size folder best_few='' best_many=''
  while [ $# -gt 0 ]; do
    case $1 in
      --tenants | --rounds)
        case ${2:-} in '' | *[!0-9]* | 0) bad_use "$1 needs a whole number above 0, got '${2:-}'" ;; esac
        if [ "$1" = --tenants ]; then many=$2; else rounds=$2; fi
        shift
        ;;
      *) bad_use "unknown option '$1'; bench synth takes --tenants N and --rounds N" ;;
    esac
    shift
  done
  use_node
  ensure_cdk
  ensure_built infra lambda-router lambda-quota cleanup
  folder=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$folder'" EXIT
  for size in "$few" "$many"; do crowd "$folder/$size/config" "$size"; done
  for round in $(seq "$rounds"); do
    for size in "$few" "$many"; do
      synthesised "$folder/$size"
      echo "round $round: $size tenants, $(seconds "$took") s, templates of $(template_bytes "$folder/$size") bytes"
      if [ "$size" = "$few" ] && { [ -z "$best_few" ] || [ "$took" -lt "$best_few" ]; }; then best_few=$took; fi
      if [ "$size" = "$many" ] && { [ -z "$best_many" ] || [ "$took" -lt "$best_many" ]; }; then best_many=$took; fi
    done
  done
  echo "best of $rounds: $few tenants $(seconds "$best_few") s, $many tenants $(seconds "$best_many") s;" \
    "ratio $(awk -v a="$best_many" -v b="$best_few" 'BEGIN { printf "%.2f", a / b }')," \
    "difference $(seconds $((best_many - best_few))) s"
}
