# MongoDB, alone (mongo) or as a replica set of one node (mongo-rs), which has transactions and streams of changes. The
# user gemba may read and write every database and is no administrator; `sql` sends a command as the administrator, in
# JSON, to the database it is given, with --database admin for most of them. It runs as whoever starts it.

stop_signal=TERM
as=() server_user=$(id -un)
mongo_program=${GEMBA_TOOLS:-${HOME:-/root}/.cache/gemba}/mongod-6.0.5/fiftyone/db/bin/mongod
[ -x "$mongo_program" ] || mongo_program=$(command -v mongod) || mongo_program=""

mongo_lacks() {
  local program
  for program in python3 openssl; do
    command -v $program >/dev/null 2>&1 || { echo "the package $program is not installed"; return; }
  done
  if [ -z "$mongo_program" ]; then
    echo "there is no mongod"
  elif ! "$mongo_program" --version >/dev/null 2>&1; then
    echo "mongod does not start here: $(ldd "$mongo_program" 2>/dev/null | grep 'not found' | head -1 | xargs)"
  fi
}

# mongo_command [--as-administrator] DATABASE COMMAND
mongo_command() {
  local words=()
  if [ "$1" = --as-administrator ]; then words=(--user administrator --password-file "$site/administrator"); shift; fi
  python3 "$scripts/servers/mongo_command.py" "${words[@]}" "$(noted port)" "$1" "$2"
}
mongo_sql() { mongo_command --as-administrator "$database" "$1"; }

mongo_answers() { mongo_command admin '{"ping": 1}' >/dev/null 2>&1; }
mongo_ready() { mongo_answers || ! process "$site/process" >/dev/null; }
mongo_writes() { mongo_command admin '{"hello": 1}' 2>/dev/null | grep -q '"isWritablePrimary": true'; }

mongo_start() {
  local options
  options=(
    --dbpath "$(readlink -f "$site/data")" --port "$(noted port)" --bind_ip 127.0.0.1 --nounixsocket --auth --quiet
    --wiredTigerCacheSizeGB 0.25
    --tlsMode preferTLS --tlsCertificateKeyFile "$site/tls/both.pem" --tlsCAFile "$site/tls/ca.pem"
    --tlsAllowConnectionsWithoutCertificates
    --setParameter diagnosticDataCollectionEnabled=false --setParameter shutdownTimeoutMillisForSignaledShutdown=100
  )
  [ "$mode" != durable ] || options+=(--journalCommitInterval 1)
  # The log of changes is cut off at checkpoints: often, so that a test can see one forgotten.
  [ "$engine" != mongo-rs ] || options+=(--replSet rs0 --oplogSize 64 --syncdelay 3 --keyFile "$site/members.key")
  launch "$site/process" "$site/log" "$mongo_program" "${options[@]}" || return 1
  until_true 120 mongo_ready
  process "$site/process" >/dev/null && mongo_answers
}

# Before there is a user, whoever comes from this machine may make one; the first is the administrator.
mongo_prepare() {
  local node
  node="{\"_id\": 0, \"host\": \"127.0.0.1:$(noted port)\"}"
  if [ "$engine" = mongo-rs ]; then
    mongo_command admin "{\"replSetInitiate\": {\"_id\": \"rs0\", \"members\": [$node]}}" >/dev/null || return 1
    until_true 60 mongo_writes || return 1
  fi
  (umask 077; openssl rand -hex 12 >"$site/administrator")
  mongo_command admin "{\"createUser\": \"administrator\", \"pwd\": \"$(noted administrator)\", \"roles\": [\"root\"]}" >/dev/null || return 1
  mongo_command --as-administrator admin "{\"createUser\": \"gemba\", \"pwd\": \"$(noted password)\", \"roles\":
    [\"readWriteAnyDatabase\", \"dbAdminAnyDatabase\", \"clusterMonitor\"]}" >/dev/null
}

mongo_up() {
  settle
  ! process "$site/process" >/dev/null || return 0
  if [ ! -e "$site/filled" ]; then
    place_data "$site/data"
    (umask 077; cat "$site/tls/server.pem" "$site/tls/server.key" >"$site/tls/both.pem"; openssl rand -base64 48 >"$site/members.key")
    note filled yes
  fi
  start_on_free_ports 1 mongo_start || { tail -5 "$site/log" >&2; fail "MongoDB did not start; see $site/log"; }
  if [ ! -e "$site/prepared" ]; then
    mongo_prepare || fail "MongoDB did not take its users; see $site/log"
    note prepared yes
  fi
  [ "$engine" != mongo-rs ] || until_true 60 mongo_writes || fail "the replica set has no primary; see $site/log"
}

mongo_url() {
  local set=""
  [ "$engine" != mongo-rs ] || set="replicaSet=rs0&"
  echo "mongodb://gemba:$(noted password)@127.0.0.1:$(noted port)/gemba?${set}authSource=admin"
}

mongo_read_only() { fail "MongoDB has nothing that makes a server read-only"; }
mongo_clean() { end_now "$site/process"; }

for verb_of_both in lacks sql up url read_only clean; do eval "mongo-rs_$verb_of_both() { mongo_$verb_of_both \"\$@\"; }"; done
