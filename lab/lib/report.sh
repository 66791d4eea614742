# SPDX-License-Identifier: Apache-2.0
# What the lab tells its user. Everything goes to stderr: stdout is for answers. Sourced, never executed.

PART=${PART:-lab}

say()  { printf '%s\n' "$*" >&2; }
# step TEXT: one line of progress, with the seconds since this command began.
step() { printf '%5ds  %-10s %s\n' "$SECONDS" "$PART" "$*" >&2; }
die()  { printf 'error: %s: %s\n' "$PART" "$*" >&2; exit 1; }

# heartbeat SINCE LIMIT TEXT: say every 15 seconds what is still waited for.
heartbeat() {
    local waited=$(( SECONDS - $1 ))
    (( waited >= ${NEXT_BEAT:=15} )) || return 0
    NEXT_BEAT=$(( waited + 15 ))
    step "still waiting for $3 (${waited}s of at most ${2}s)"
}

# last_lines FILE: what a log ends with, indented, for the message of a failure.
last_lines() { tail -n 5 -- "$1" 2>/dev/null | cut -c1-300 | sed 's/^/        /' >&2; }

# attend LIMIT TEXT PID: wait for a background job of this shell with signs of life; its exit status, or 124 when it
# was stopped at the limit.
attend() {
    local since=$SECONDS limit=$1 text=$2 job=$3
    NEXT_BEAT=15
    while kill -0 "$job" 2>/dev/null; do
        if (( SECONDS - since >= limit )); then
            kill "$job" 2>/dev/null || true
            say "error: $PART: $text has taken more than $limit s"
            return 124
        fi
        heartbeat "$since" "$limit" "$text"
        sleep 0.2
    done
    wait "$job"
}
