# SPDX-License-Identifier: Apache-2.0
# One up or down at a time for each part of the lab; who uses it; who started it. Sourced, never executed.

# take_lock DIRECTORY COMMAND: hold the lock of that part until this process ends; wait for another holder.
take_lock() {
    local since=$SECONDS holder
    exec 9>>"$1/.lock"
    NEXT_BEAT=15
    if ! flock -n 9; then
        holder=$(tail -n 1 "$1/.holder" 2>/dev/null || true)
        step "waiting for another command on this lab: ${holder:-unknown}"
        until flock -w 1 9; do
            (( SECONDS - since < 3600 )) || die "${holder:-another command} has held $1/.lock for an hour"
            heartbeat "$since" 3600 "${holder:-another command}"
        done
    fi
    echo "$2 (pid $$)" > "$1/.holder"
}

# Leases let test runs share a lab. `up --for PID` says that PID needs it; a lab that such an up had to start is
# temporary, and goes with the `down --for PID` of its last user. `up` without --for makes it stay.
# All of them are called with the lock held. Expects $RUN.

lease() {  # PID STARTED: STARTED is 1 when nothing ran before
    local dir=$RUN/leases
    mkdir -p "$dir"
    if [[ -z $1 ]]; then
        rm -f "$dir/temporary"
        return
    fi
    start_time_of "$1" > "$dir/$1" || die "--for: no process $1"
    (( ! $2 )) || touch "$dir/temporary"
}

# release PID: end a lease; true when the lab is to be stopped now.
release() {
    local dir=$RUN/leases file
    rm -f "$dir/$1"
    [[ -e $dir/temporary ]] || return 1
    for file in "$dir"/[0-9]*; do
        [[ -e $file ]] || continue
        ! alive "${file##*/}" "$(< "$file")" || return 1
        rm -f "$file"
    done
}
