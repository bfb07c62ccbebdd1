# Three nodes of MariaDB in one cluster, read after mariadb.sh. Never as root: the rsync that brings a new node its data
# gives up root's rights and then cannot write. Ports in a row: SQL, group, increments and whole copies, three of each.

galera_library=""
for library in /usr/lib/libgalera_smm.so /usr/lib/galera/libgalera_smm.so; do
  [ ! -e "$library" ] || galera_library=$library
done

galera_lacks() {
  local lacks=$(mariadb_lacks) program
  [ -n "$lacks" ] || [ -n "$galera_library" ] || lacks="the package galera-4 is not installed"
  for program in rsync lsof; do
    [ -n "$lacks" ] || command -v $program >/dev/null 2>&1 || lacks="the package $program is not installed"
  done
  echo "$lacks"
}

galera_files() {
  local first=$(noted port) n=$1 d=$site/n$1 g
  g=$((first + 3))
  mariadb_options "$d" $((first + n - 1))
  cat <<OPTIONS
binlog-format=ROW
log-bin-trust-function-creators=1
default-storage-engine=InnoDB
innodb-autoinc-lock-mode=2
wsrep-on=ON
wsrep-provider=$galera_library
wsrep-cluster-name=gemba-$first
wsrep-cluster-address=gcomm://127.0.0.1:$g,127.0.0.1:$((g + 1)),127.0.0.1:$((g + 2))
wsrep-node-name=n$n
wsrep-node-address=127.0.0.1:$((g + n - 1))
wsrep-node-incoming-address=127.0.0.1:$((first + n - 1))
wsrep-sst-method=rsync
wsrep-sst-receive-address=127.0.0.1:$((g + 5 + n))
# Short times: a node that is gone is noticed after a second. The last option keeps nodes that all died from forming a
# cluster by themselves; 'up' does that, with the one that has seen most.
wsrep-provider-options="gmcast.listen_addr=tcp://127.0.0.1:$((g + n - 1));ist.recv_addr=127.0.0.1:$((g + 2 + n));gcache.size=32M;evs.keepalive_period=PT0.2S;evs.inactive_check_period=PT0.2S;evs.suspect_timeout=PT1S;evs.inactive_timeout=PT3S;evs.install_timeout=PT3S;gmcast.peer_timeout=PT1S;pc.recovery=false"

[sst]
# The certificate is for clients; without this the copy would want it too.
ssl-mode=DISABLED
OPTIONS
}

galera_runs() { process "$site/n$1/process" >/dev/null; }

galera_synced() {
  [ "$(mariadb_client "$site/n$1/run" "select group_concat(variable_value order by variable_name) from \
    information_schema.global_status where variable_name in ('wsrep_local_state_comment', 'wsrep_ready')" 2>/dev/null)" = Synced,ON ]
}
galera_settled() { galera_synced "$1" || ! galera_runs "$1"; }

# galera_seen N: writes where the node's own log ends to `seen` (UUID:NUMBER). A node that was killed has not noted it.
galera_seen() {
  local d=$site/n$1 state
  state=$(cat "$d/data/grastate.dat" 2>/dev/null) || true
  seen=$(sed -n 's/^uuid: *//p' <<<"$state"):$(sed -n 's/^seqno: *//p' <<<"$state")
  case $seen in
    *:-1)
      "${as[@]}" timeout -k 5 120 mariadbd --defaults-file="$d/my.cnf" --wsrep-recover >"$d/recover.log" 2>&1 </dev/null 9>&- || true
      state=$(sed -n 's/.*Recovered position: *//p' "$d/recover.log" | tail -1 | tr -d ' \r')
      [ -z "$state" ] || seen=$state ;;
  esac
}

# galera_start N [OPTIONS…]
galera_start() {
  local n=$1 d=$site/n$1
  shift
  ! galera_runs "$n" || return 0
  galera_files "$n" >"$d/my.cnf"
  launch "$d/process" "$d/log" "${as[@]}" mariadbd --defaults-file="$d/my.cnf" "$@" || return 1
  until_true 180 galera_settled "$n"
  galera_runs "$n" && galera_synced "$n"
}

galera_join() {
  local place=()
  galera_seen "$1"
  # With its position a node gets only what it missed, without it everything.
  [[ $seen =~ ^0000|:-1$|^: ]] || place=(--wsrep-start-position="$seen")
  galera_start "$1" "${place[@]}" || { tail -5 "$site/n$1/log" >&2; fail "node $1 did not join; see $site/n$1/log"; }
}

galera_first_start() { galera_start 1 --wsrep-new-cluster --init-file="$site/n1/run/first.sql"; }

# The node that has seen most begins; the others follow it.
galera_recover() {
  local n best=1 most=-2
  for n in 1 2 3; do
    galera_seen "$n"
    if [ "${seen##*:}" -gt "$most" ]; then best=$n most=${seen##*:}; fi
  done
  sed -i 's/^safe_to_bootstrap:.*/safe_to_bootstrap: 1/' "$site/n$best/data/grastate.dat"
  galera_start "$best" --wsrep-new-cluster || fail "node $best could not begin again; see $site/n$best/log"
}

galera_up() {
  local n
  settle
  if [ ! -e "$site/filled" ]; then
    for n in 1 2 3; do mkdir -p "$site/n$n"; mariadb_fill "$site/n$n"; done
    note filled yes
  fi
  if ! galera_runs 1 && ! galera_runs 2 && ! galera_runs 3; then
    if [ -e "$site/prepared" ]; then
      galera_recover
    else
      start_on_free_ports 12 galera_first_start || { tail -5 "$site/n1/log" >&2; fail "the first node did not start; see $site/n1/log"; }
      note prepared yes
    fi
  fi
  # One after the other: two that join at once need two that give.
  for n in ${node:-1 2 3}; do galera_runs "$n" || galera_join "$n"; done
}

galera_url() {
  local first=$(noted port)
  echo "mysql://gemba:$(noted password)@127.0.0.1:$first,127.0.0.1:$((first + 1)),127.0.0.1:$((first + 2))/gemba"
}

# On the node that was asked for, or the first that runs.
galera_sql() {
  local n
  for n in ${node:-1 2 3}; do
    if galera_runs "$n"; then mariadb_client "$site/n$n/run" "$1"; return; fi
  done
  fail "no node runs"
}

galera_read_only() {
  local n value=0
  [ "$1" = off ] || value=1
  for n in ${node:-1 2 3}; do ! galera_runs "$n" || mariadb_client "$site/n$n/run" "set global read_only = $value"; done
}

galera_clean() {
  local n
  for n in 1 2 3; do end_now "$site/n$n/process"; done
}
