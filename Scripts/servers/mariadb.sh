# MariaDB. The user gemba may make databases and is no administrator (so that read_only holds for it); the administrator
# comes in by the socket only, which lies in a folder that nobody else can enter.

stop_signal=TERM
as_server mysql

mariadb_lacks() {
  command -v mariadbd >/dev/null 2>&1 && command -v mariadb-install-db >/dev/null 2>&1 \
    || echo "the package mariadb-server is not installed"
}

# mariadb_client FOLDER STATEMENT
mariadb_client() { mariadb --no-defaults -N -B -u root -S "$1/socket" -D "$database" -e "$2"; }
mariadb_sql() { mariadb_client "$site/run" "$1"; }

# mariadb_options FOLDER PORT: the lines of an option file that every server has.
mariadb_options() {
  cat <<OPTIONS
[mysqld]
datadir=$(readlink -f "$1/data")
tmpdir=$1/run
socket=$1/run/socket
pid-file=$1/run/pid
port=$2
bind-address=127.0.0.1
skip-name-resolve
character-set-server=utf8mb4
collation-server=utf8mb4_general_ci
max-connections=300
max-prepared-stmt-count=200000
local-infile=1
performance-schema=0
innodb-buffer-pool-size=128M
innodb-log-file-size=16M
innodb-buffer-pool-load-at-startup=0
innodb-buffer-pool-dump-at-shutdown=0
ssl-ca=$site/tls/ca.pem
ssl-cert=$site/tls/server.pem
ssl-key=$site/tls/server.key
OPTIONS
  case $mode in
    fast) printf '%s\n' innodb-flush-log-at-trx-commit=0 innodb-doublewrite=0 innodb-flush-method=nosync sync-binlog=0 ;;
    durable) printf '%s\n' innodb-flush-log-at-trx-commit=1 innodb-doublewrite=1 innodb-flush-method=O_DIRECT sync-binlog=1 ;;
  esac
}

# What the server runs at its first start, before it listens: so it never listens with an administrator without a password.
mariadb_first_words() {
  local rights="SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES"
  rights+=", CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EXECUTE, TRIGGER, EVENT, PROCESS"
  cat <<SQL
DELETE FROM mysql.global_priv WHERE User = 'root' AND Host <> 'localhost';
FLUSH PRIVILEGES;
CREATE DATABASE IF NOT EXISTS gemba CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS gemba@'%' IDENTIFIED BY '$password';
CREATE USER IF NOT EXISTS gemba@localhost IDENTIFIED BY '$password';
GRANT $rights ON *.* TO gemba@'%';
GRANT $rights ON *.* TO gemba@localhost;
SQL
}

mariadb_make() {
  "${as[@]}" mariadb-install-db --no-defaults --datadir="$1" --auth-root-authentication-method=normal --skip-test-db \
    --skip-name-resolve --innodb-log-file-size=16M --innodb-flush-method=nosync
}

# mariadb_fill FOLDER: data without anything in it, and the first words beside it.
mariadb_fill() {
  place_data "$1/data"
  server_folder "$1/run"
  fill_from_template "$(mariadbd --version)" "$1/data" mariadb_make
  (umask 077; mariadb_first_words >"$1/run/first.sql")
  [ "$(id -u)" != 0 ] || chown "$server_user:" "$1/run/first.sql"
}

mariadb_answers() { mariadb_client "$site/run" "select 1" >/dev/null 2>&1; }
mariadb_ready() { mariadb_answers || ! process "$site/process" >/dev/null; }

mariadb_start() {
  local more=()
  mariadb_options "$site" "$(noted port)" >"$site/my.cnf"
  [ -e "$site/prepared" ] || more+=(--init-file="$site/run/first.sql")
  [ "$(noted read-only)" != on ] || more+=(--read-only=1)
  launch "$site/process" "$site/log" "${as[@]}" mariadbd --defaults-file="$site/my.cnf" "${more[@]}" || return 1
  until_true 120 mariadb_ready
  process "$site/process" >/dev/null && mariadb_answers && note prepared yes
}

mariadb_up() {
  settle
  ! process "$site/process" >/dev/null || return 0
  [ -e "$site/filled" ] || { mariadb_fill "$site"; note filled yes; }
  start_on_free_ports 1 mariadb_start || { tail -5 "$site/log" >&2; fail "MariaDB did not start; see $site/log"; }
}

mariadb_url() { echo "mysql://gemba:$(noted password)@127.0.0.1:$(noted port)/gemba"; }

mariadb_read_only() {
  case $1 in on) mariadb_sql "set global read_only = 1" ;; off) mariadb_sql "set global read_only = 0" ;; esac
  # It forgets that when it ends, and PostgreSQL does not: both keep it here.
  note read-only "$1"
}

mariadb_clean() { end_now "$site/process"; }
