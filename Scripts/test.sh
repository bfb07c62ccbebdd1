#!/usr/bin/env bash
# Runs the test suite on each engine that ENGINES names (sqlite, postgres, mariadb, galera, or all; commas between;
# default all), one after the other, and says at the end which of them failed. Servers are started here, on free ports in
# a throw-away folder, and taken down however this ends; tests find theirs by GEMBA_TEST_DATABASE, which is unset for
# SQLite. Arguments go to `swift test` as they are and run in one part.
# GEMBA_TEST_SEED and GEMBA_TEST_SCALE reach the random tests; see docs/testing.md.
set -uo pipefail
cd "$(dirname "$0")/.."

engines=${ENGINES:-all}
[ "$engines" != all ] || engines=sqlite,postgres,mariadb,galera
IFS=, read -ra engines <<<"$engines"
for engine in "${engines[@]}"; do
  case $engine in
    sqlite) ;;
    postgres | mariadb | galera)
      lacking=$(Scripts/servers.sh missing "$engine")
      [ -z "$lacking" ] || { echo "test: $lacking ('Scripts/setup.sh test' installs it; ENGINES=sqlite does without)" >&2; exit 2; } ;;
    *) echo "test: unknown engine '$engine' (sqlite, postgres, mariadb, galera, all)" >&2; exit 2 ;;
  esac
done

GEMBA_SERVERS=$(mktemp -d -t gemba-servers-XXXXXX) || exit 2
# The users that servers run as have to pass through it.
chmod 755 "$GEMBA_SERVERS"
export GEMBA_SERVERS
trap 'Scripts/servers.sh down all; rm -rf "$GEMBA_SERVERS"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# What failed is said again at the end, where a reader of a long log looks first.
failures=$GEMBA_SERVERS/failures
run() {
  swift test "${limits[@]}" --skip-build --explicit-target-dependency-import-check error "$@" 2>&1 | tee "$failures.log"
  local code=${PIPESTATUS[0]}
  [ "$code" -eq 0 ] || grep -aE 'recorded an issue|error:|Fatal|signal code|rogram crashed|^[0-9]+ .* in .* at ' "$failures.log" | sed "s/^/$engine: /" >>"$failures"
  return "$code"
}

# What starts, kills and stops real servers, watches how long it takes, or puts a browser before them.
servers='KillTests|NodesTests|ServerLifeTests|ServerPatienceTests|BadInput|BrowserPages|BrowserDeeds|^RemoteTests\.ServerTests'
# What starts MongoDB, in a turn of its own: enough for two cores.
mongo='^MongoTests\.Mongo|^BatchesTests\.'
# The long random histories.
histories='GrowingTests|JobsTimetableOracleTests'
# What tries the kit's own servers runs in the turn of their engine.
kit='PostgresServerTests|MariaDBServerTests|GaleraClusterTests'
# What cannot touch a database says the same on every engine and runs on SQLite only:
without_database='^WebTests\.'                                  # pages, routes and sockets; nothing is stored
without_database+='|^TestKitTests\.'                            # the kit itself: generators, oracle, proxy
without_database+='|^ArchitectureTests\.'                       # the manifest and the sources
without_database+='|^IntakeTests\.Format'                       # bytes to fields, before anything is stored
without_database+='|^RemoteTests\.'                            # servers of files; what is stored is intake's, tried everywhere
without_database+='|^MongoTests\.'                             # MongoDB, which is no engine
without_database+='|^BatchesTests\.(Matching|BatchWatch|BatchesKill|MongoSync|MaskStore)Tests' # names; how MongoDB and folders are followed
without_database+='|^MachiningTests\.(DayProperty|LogSite)Tests' # computed in memory; a server of files
without_database+='|^SchedulingTests\.(Layout|WorkingTime|Rank|Order)Tests' # plans in memory
without_database+='|^HostTests\.Jobs(Policy|Timetable|TimetableOracle)Tests/'   # when a job is due, by the clock alone
without_database+='|^TraceabilityTests\.ChangeTextTests/'       # a row to words
without_database+='|^EndToEndTests\.(SetUpScript|Texts)Tests/'  # a script; the texts of three languages
without_database+='|^EndToEndTests\.Browser'                    # what pages look like; that they answer is asked everywhere

# suite ENGINE [ARGUMENTS…]
suite() {
  local engine=$1
  shift
  if [ $# -gt 0 ]; then run "$@"; return; fi
  case $engine in
    sqlite)
      run --skip "$servers|$mongo|$histories|$kit" && run --filter "$servers" --skip "$mongo" && run --filter "$mongo" \
        && run --filter "$histories" ;;
    postgres) parts_with_database && run --filter PostgresServerTests ;;
    mariadb) parts_with_database && run --filter MariaDBServerTests ;;
    # The engine is MariaDB's, which has had its turn; here is what is different with three nodes.
    galera) run --filter 'ConformanceTests|GaleraClusterTests|GaleraNodesTests' ;;
  esac
}

parts_with_database() {
  run --skip "$servers|$histories|$without_database" \
    && run --filter "$servers" --skip "$without_database" \
    && run --filter "$histories" --skip "$without_database"
}

interleavings=${GEMBA_TEST_INTERLEAVINGS:-}
# A third of what the test itself would do; campaigns do ten times as many and more.
usual=3000
failed=()
for engine in "${engines[@]}"; do
  unset GEMBA_TEST_DATABASE
  limits=()
  export GEMBA_TEST_INTERLEAVINGS=${interleavings:-$usual}
  if [ "$engine" != sqlite ]; then
    started=$SECONDS
    line=$(Scripts/servers.sh up "$engine" --owner $$) || { failed+=("$engine"); continue; }
    read -r _ GEMBA_TEST_DATABASE _ <<<"$line"
    export GEMBA_TEST_DATABASE
    # As many tests at once as leave the server connections to spare.
    limits=(--experimental-maximum-parallelization-width 12)
    # A history is some hundred transactions, each several round trips here; campaigns run as many as on SQLite.
    export GEMBA_TEST_INTERLEAVINGS=${interleavings:-300}
    echo "== $engine: ready in $((SECONDS - started)) s"
  fi
  suite "$engine" "$@" || failed+=("$engine")
  [ "$engine" = sqlite ] || Scripts/servers.sh down "$engine"
done
[ ${#failed[@]} -eq 0 ] && exit 0
echo "test: failed on ${failed[*]}" >&2
[ ! -f "$failures" ] || cut -c 1-400 "$failures" | head -60 >&2
exit 1
