# Processes by their id and the moment they began, so that an id the system has given to somebody else is never hit, and
# waiting with a limit. Read by servers.sh; `$site` and the like are set there.

# facts PID: state, parent, session and start of a process; nothing when there is none. A zombie is none, but for one
# whose other threads are still ending: they have its files and its port.
facts() {
  local line
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The name in parentheses may hold blanks and parentheses; what follows the last one does not.
  set -- ${line##*) }
  case $1 in Z | X) [ "${18}" -gt 1 ] || return 1 ;; esac
  echo "$1 $2 $4 ${20}"
}

# launch FILE LOG COMMAND…: starts it in a session of its own, with nothing of ours open, and notes it in FILE.
launch() {
  local file=$1 log=$2 found pid
  shift 2
  # What holds a lock, or the other end of a pipe somebody waits on, must not live on in a server.
  setsid "$@" >>"$log" 2>&1 </dev/null 8>&- 9>&- &
  pid=$!
  found=$(facts "$pid") || { rm -f "$file"; return 1; }
  echo "$pid ${found##* }" >"$file"
}

# process FILE: its id, if it still runs.
process() {
  local pid began found
  { read -r pid began <"$1"; } 2>/dev/null || return 1
  found=$(facts "$pid") && [ "${found##* }" = "$began" ] && echo "$pid"
}

# family PID: it, its session and everything below, one id in a line.
family() {
  # Some of them end while they are read.
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } | awk -v root="$1" '
    { pid = $1; sub(/^.*\) /, ""); if ($18 > 1 || ($1 != "Z" && $1 != "X")) { parent[pid] = $2; session[pid] = $4 } }
    END {
      ours[root] = (root in parent)
      do {
        more = 0
        for (pid in parent)
          if (!ours[pid] && (session[pid] == root || ours[parent[pid]])) { ours[pid] = 1; more = 1 }
      } while (more)
      for (pid in ours) if (ours[pid]) print pid
    }'
}

# freeze PID: stops it and its family, so that none of them can start another; prints their ids.
freeze() {
  local before="" now
  for _ in $(seq 20); do
    now=$(family "$1" | sort)
    [ "$now" != "$before" ] || break
    kill -STOP $now 2>/dev/null || true
    before=$now
  done
  echo "$now"
}

# until_true SECONDS COMMAND…: asks until it is true; false when the time is over.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.02
  done
}

gone() { local pid; for pid in "$@"; do ! facts "$pid" >/dev/null || return 1; done; }

# end_now FILE: SIGKILL to a process and its family; returns when they are gone.
end_now() {
  local pid all
  pid=$(process "$1") || { rm -f "$1"; return 0; }
  all=$(freeze "$pid")
  kill -KILL $all 2>/dev/null || true
  until_true 30 gone $all || fail "process $pid does not end"
  rm -f "$1"
}

# end_with SIGNAL FILE: asks it to end and waits a minute for its family before it is ended.
end_with() {
  local pid all
  pid=$(process "$2") || { rm -f "$2"; return 0; }
  all=$(family "$pid")
  kill -CONT $all 2>/dev/null || true
  kill -"$1" "$pid" 2>/dev/null || true
  if until_true 60 gone "$pid" && until_true 5 gone $all; then rm -f "$2"; else end_now "$2"; fi
}

# state_of FILE: running, suspended or stopped, and the id.
state_of() {
  local pid found
  if pid=$(process "$1") && found=$(facts "$pid"); then
    case ${found%% *} in T | t) echo "suspended $pid" ;; *) echo "running $pid" ;; esac
  else
    echo stopped
  fi
}

# free_ports COUNT: the first of so many ports in a row that nobody has. They lie below those the system gives to
# outgoing connections, so that a server that is down for a while finds its port again.
free_ports() {
  local taken first
  taken=$(awk 'NR > 1 { split($2, part, ":"); print part[2] }' /proc/net/tcp /proc/net/tcp6 2>/dev/null | sort -u) || true
  for _ in $(seq 100); do
    first=$((20000 + RANDOM % 12000))
    for ((i = 0; i < $1; i++)); do
      ! grep -qix "$(printf '%04X' $((first + i)))" <<<"$taken" || continue 2
    done
    echo "$first"
    return
  done
  fail "no free ports"
}
