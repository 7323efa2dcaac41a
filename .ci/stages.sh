# What .ci/run and .ci/full share: stages with their minutes beside .ci/budget. Sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CI=true
# A cache outside the clone saves time and is never needed.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/cs324-ci/target}"

ASSIGNMENTS=(assignment[0-9])
TOLD=()

# stage NAME COMMAND...: runs it; its minutes and those of .ci/budget are told at the end.
stage() {
    local name="$1" start=$SECONDS minutes budget
    shift
    echo "=== $name"
    "$@"
    minutes=$(awk -v s=$((SECONDS - start)) 'BEGIN { printf "%.1f", s / 60 }')
    budget=$(awk -F'\t' -v name="$name" '$1 == name { print $2 }' .ci/budget)
    TOLD+=("$(printf '%-40s %6s %6s' "$name" "$minutes" "${budget:--}")")
    echo "=== $name took $minutes minutes of ${budget:-no budget}"
}

# The table of minutes; a stage over its budget is marked, for whoever reads it on a quiet machine.
tell() {
    printf '%-40s %6s %6s\n' "minutes" "took" "budget"
    printf '%s\n' "${TOLD[@]}" | awk '{ over = ($NF != "-" && $(NF - 1) + 0 > $NF + 0) ? "  over" : "";
        print $0 over; took += $(NF - 1); budget += $NF } END { printf "%-40s %6.1f %6.1f\n", "all", took, budget }'
}

# each COMMAND...: the command once for every assignment, whose name takes the place of {}.
each() {
    local assignment
    for assignment in "${ASSIGNMENTS[@]}"; do
        "${@//\{\}/$assignment}"
    done
}
