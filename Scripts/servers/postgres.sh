# PostgreSQL. The user gemba may make databases and is no administrator; the administrator comes in by the socket only,
# which lies in a folder that nobody else can enter.

stop_signal=INT
postgres_programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1) || true
as_server postgres

postgres_lacks() {
  [ -x "$postgres_programs/postgres" ] || echo "the package postgresql-15 is not installed"
}

postgres_sql() {
  "${as[@]}" "$postgres_programs/psql" -qAtX -v ON_ERROR_STOP=1 -h "$site/run" -p "$(noted port)" -U postgres -d "$database" -c "$1"
}

postgres_answers() { "$postgres_programs/pg_isready" -q -h "$site/run" -p "$(noted port)" -U postgres; }
postgres_ready() { postgres_answers || ! process "$site/process" >/dev/null; }

# What a killed server has left: its shared memory, and a file that keeps the next one from starting as long as the dead
# process has an entry in the system's list, which some containers never clear.
postgres_bury() {
  local dead=$site/data/postmaster.pid pid segment
  [ -e "$dead" ] || return 0
  pid=$(head -1 "$dead")
  ! facts "$pid" >/dev/null || fail "process $pid still has $dead"
  segment=$(sed -n '7s/^ *[0-9]* *//p' "$dead")
  [ -z "$segment" ] || "${as[@]}" ipcrm -m "$segment" 2>/dev/null || true
  rm -f "$dead" "$site/run/.s.PGSQL.$(noted port).lock"
}

postgres_start() {
  local data options
  postgres_bury
  data=$(readlink -f "$site/data")
  options=(
    -c listen_addresses=127.0.0.1 -c port="$(noted port)" -c unix_socket_directories="$site/run"
    -c max_connections=200 -c shared_buffers=128MB -c autovacuum=on
    # In files of the data folder, so that nothing of it outlives the folder.
    -c dynamic_shared_memory_type=mmap
    -c ssl=on -c ssl_cert_file="$site/tls/server.pem" -c ssl_key_file="$site/tls/server.key"
  )
  case $mode in
    fast) options+=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=256MB) ;;
    durable) options+=(-c fsync=on -c synchronous_commit=on -c full_page_writes=on) ;;
  esac
  launch "$site/process" "$site/log" "${as[@]}" "$postgres_programs/postgres" -D "$data" "${options[@]}" || return 1
  until_true 120 postgres_ready
  process "$site/process" >/dev/null && postgres_answers
}

postgres_make() {
  "${as[@]}" "$postgres_programs/initdb" -D "$1" -U postgres -A scram-sha-256 --auth-local=trust -E UTF8 \
    --locale=C.UTF-8 --no-sync --no-instructions
}

postgres_up() {
  settle
  ! process "$site/process" >/dev/null || return 0
  if [ ! -e "$site/filled" ]; then
    place_data "$site/data"
    server_folder "$site/run"
    fill_from_template "$("$postgres_programs/postgres" --version)" "$site/data" postgres_make
    note filled yes
  fi
  start_on_free_ports 1 postgres_start || { tail -5 "$site/log" >&2; fail "PostgreSQL did not start; see $site/log"; }
  if [ ! -e "$site/prepared" ]; then
    database=postgres
    postgres_sql "create role gemba login createdb password '$password'"
    postgres_sql "create database gemba owner gemba"
    note prepared yes
  fi
}

postgres_url() { echo "postgres://gemba:$(noted password)@127.0.0.1:$(noted port)/gemba"; }

postgres_read_only() {
  database=postgres
  postgres_sql "alter system set default_transaction_read_only = $1"
  postgres_sql "select pg_reload_conf()" >/dev/null
  # Every process learns it by a signal; a new connection that knows it says that the postmaster has it.
  until_true 10 postgres_is_read_only "$1" || fail "PostgreSQL did not take the change"
}
postgres_is_read_only() { [ "$(postgres_sql 'show default_transaction_read_only')" = "$1" ]; }

# At once, but so that it gives back its shared memory.
postgres_clean() {
  case $(state_of "$site/process") in running*) end_with QUIT "$site/process" ;; *) end_now "$site/process" ;; esac
  postgres_bury
}
