# SPDX-License-Identifier: Apache-2.0
# Start, find, await and stop processes. Expects $RUN (pid files) and $LOG. Sourced, never executed.
#
# A process is known by its pid and its start time. A pid that the kernel has given to somebody else since is
# therefore never taken for one of ours, and nothing is ever found or stopped by its name.

start_time_of() {  # PID
    local stat
    { stat=$(< "/proc/$1/stat"); } 2>/dev/null || return 1
    # Field 22; counted from after the command name, which may hold spaces.
    read -ra stat <<< "${stat##*) }"
    echo "${stat[19]}"
}

# alive PID START_TIME
alive() { [[ $(start_time_of "$1") == "$2" ]]; }

pid_of() {  # NAME: print the pid if that process is alive
    local pid started
    [[ -r $RUN/$1.pid ]] || return 1
    read -r pid started < "$RUN/$1.pid" || return 1
    alive "$pid" "$started" || return 1
    echo "$pid"
}

running() { pid_of "$1" >/dev/null; }

# Names with a pid file, newest first.
known() { ls -t "$RUN" 2>/dev/null | sed -n 's/\.pid$//p'; }

# spawn NAME COMMAND...: start in a session of its own, unless it runs already.
spawn() {
    local name=$1 pid; shift
    running "$name" && return
    setsid bash -c "$ALONE" alone "$@" >>"$LOG/$name.log" 2>&1 </dev/null &
    pid=$!
    disown "$pid"
    echo "$pid $(start_time_of "$pid")" > "$RUN/$name.pid"
}

# Close what came from the caller, such as its lock and the pipes of a make or a test runner, then become the command.
# (exec keeps the pid and the start time.)
ALONE='for fd in /proc/self/fd/*; do fd=${fd##*/}; if (( fd > 2 && fd < 255 )); then eval "exec $fd>&-"; fi; done; exec "$@"'

# stop NAME...: ask all of them, wait up to 10 seconds, then insist. (The servers of OpenStack wait a minute for clients
# that keep a connection open.)
stop() {
    local name pid left pids=()
    for name in "$@"; do
        pid=$(pid_of "$name") || continue
        kill -TERM "$pid" 2>/dev/null && pids+=("$pid")
    done
    for _ in $(seq 50); do
        left=()
        for name in "$@"; do ! running "$name" || left+=("$name"); done
        (( ${#left[@]} )) || break
        sleep 0.2
    done
    (( ! ${#left[@]} )) || step "killing what has not stopped in time: ${left[*]}"
    # Each was a session leader, so its pid also names its process group.
    for pid in "${pids[@]}"; do kill -KILL -- "-$pid" 2>/dev/null || true; done
    for name in "$@"; do rm -f "$RUN/$name.pid"; done
}

# wait_for NAME COMMAND...: poll until COMMAND succeeds; give up when the process dies or the time is over.
wait_for() {
    local name=$1 since=$SECONDS; shift
    NEXT_BEAT=15
    until "$@" >/dev/null 2>&1; do
        if ! running "$name"; then
            last_lines "$LOG/$name.log"
            die "$name has exited; its log: $LOG/$name.log"
        fi
        if (( SECONDS - since >= BIVOUAC_LAB_TIMEOUT )); then
            last_lines "$LOG/$name.log"
            die "$name is not ready after $BIVOUAC_LAB_TIMEOUT s (BIVOUAC_LAB_TIMEOUT); its log: $LOG/$name.log"
        fi
        heartbeat "$since" "$BIVOUAC_LAB_TIMEOUT" "$name"
        sleep 0.2
    done
}

# memory_of PID: proportional set size of its process group in MiB; shared pages count once.
memory_of() {
    local pid
    for pid in $(pgrep -g "$1"); do
        grep -h '^Pss:' "/proc/$pid/smaps_rollup" 2>/dev/null || true
    done | awk '{ kb += $2 } END { printf "%d", kb / 1024 }'
}

# report: one line for each process, "name up|dead pid MiB log" with tabs between.
report() {
    local name pid
    known | sort | while read -r name; do
        if pid=$(pid_of "$name"); then
            printf '%s\tup\t%s\t%s\t%s\n' "$name" "$pid" "$(memory_of "$pid")" "$LOG/$name.log"
        else
            printf '%s\tdead\t0\t0\t%s\n' "$name" "$LOG/$name.log"
        fi
    done
}

any_running() {
    local name
    for name in $(known); do ! running "$name" || return 0; done
    return 1
}
