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
