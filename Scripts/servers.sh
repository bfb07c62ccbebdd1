#!/usr/bin/env bash
# Throw-away database servers on loopback, for tests and for trying things out. Every server lives in a folder of its own
# below GEMBA_SERVERS, has free ports it chose itself, a password and a certificate of its own, and stops by the id of the
# process that was started here; nothing else on the machine is touched. `servers.sh help` explains the verbs.
set -euo pipefail
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# What a caller has open must not stay open in a server.
for open in /proc/$$/fd/*; do
  case ${open##*/} in [012] | 255) ;; *) eval "exec ${open##*/}>&-" ;; esac
done

usage() {
  cat <<'HELP'
Scripts/servers.sh VERB ENGINE [OPTIONS]     ENGINE: postgres, mariadb, galera (three nodes),
                                             mongo, mongo-rs (a replica set of one node)

  up         start it; makes it first where it is not there. Prints one line: NAME URL CA-FILE
  status     one line per process: NAME running|suspended|stopped [PID]; exit code 3 unless all run
  stop       shut it down cleanly and keep its data
  kill       SIGKILL to every process of it, as a power cut; returns when they are gone; keeps the data
  suspend    SIGSTOP to every process; `resume` lets them go on
  read-only  `read-only ENGINE on|off`: refuse what writes, for users who are not administrators
  disk       `disk ENGINE full|free`: fill the data's file system to the last byte, and give it back
  sql        `sql ENGINE STATEMENT`: run it as the administrator, print rows; of a mongo it is a command in JSON
  down       stop it and remove everything; `down all` for all of the folder
  missing    say in one sentence what this machine lacks for it (with --disk-size: for that too); nothing where it
             lacks nothing

  --folder DIR     where servers live; default: GEMBA_SERVERS, else gemba-servers-UID below TMPDIR or /tmp
  --name NAME      several of one engine side by side; default: the engine
  --mode MODE      fast (default; loses data when the machine stops) or durable (for tests that kill)
  --password TEXT  of the user gemba; default: made up
  --disk-size MIB  up: the data gets a file system of that size in memory (root only)
  --owner PID      up: goes down by itself when that process ends
  --node 1|2|3     one node of galera: up, stop, kill, suspend, resume, sql, read-only
  --database NAME  sql: default gemba

A galera of which no node runs is brought up again from the node that has seen most.
HELP
}

fail() { echo "servers: $*" >&2; exit 2; }

verb=${1:-help}
case $verb in help | -h | --help) usage; exit 0 ;; esac
engine=${2:-}
[ -n "$engine" ] || fail "which engine? postgres, mariadb, galera, mongo, mongo-rs ('$verb ENGINE')"
shift 2
folder=${GEMBA_SERVERS:-${TMPDIR:-/tmp}/gemba-servers-$(id -u)}
name=$engine mode=fast password="" disk_size="" owner="" node="" database=gemba words=()
while [ $# -gt 0 ]; do
  case $1 in
    --folder | --name | --mode | --password | --disk-size | --owner | --node | --database)
      [ $# -ge 2 ] || fail "$1 needs a value"
      option=${1#--}
      printf -v "${option//-/_}" %s "$2"
      shift 2 ;;
    --*) fail "unknown option $1" ;;
    *) words+=("$1"); shift ;;
  esac
done
case $mode in fast | durable) ;; *) fail "--mode is fast or durable, not '$mode'" ;; esac
case $node in "" | [123]) ;; *) fail "--node is 1, 2 or 3" ;; esac
[[ $name =~ ^[A-Za-z0-9_-]+$ ]] || fail "--name has letters, digits, - and _ only"
[[ -z $password || $password =~ ^[A-Za-z0-9_-]+$ ]] || fail "--password has letters, digits, - and _ only"

case $folder in /*) ;; *) folder=$PWD/$folder ;; esac
# A path of a socket has at most 107 bytes.
[ $((${#folder} + ${#name})) -le 70 ] || fail "the path $folder/$name is too long for a socket"

. "$scripts/servers/processes.sh"
. "$scripts/servers/site.sh"

if [ "$engine" = all ]; then
  case $verb in down | status) for_all "$verb"; exit ;; *) fail "'all' goes with down and status" ;; esac
fi
case $engine in
  postgres | mariadb) . "$scripts/servers/$engine.sh" ;;
  galera) . "$scripts/servers/mariadb.sh"; . "$scripts/servers/galera.sh" ;;
  mongo | mongo-rs) . "$scripts/servers/mongo.sh" ;;
  *) fail "unknown engine '$engine' (postgres, mariadb, galera, mongo, mongo-rs)" ;;
esac
[ -z "$node" ] || [ "$engine" = galera ] || fail "only galera has nodes"

lacking=$("${engine}_lacks")
[ -n "$lacking" ] || [ -z "$disk_size" ] || lacking=$(disk_lacks)
case $verb in
  missing) echo "${lacking:+$engine: $lacking}"; exit 0 ;;
  up | stop | kill | suspend | resume | read-only | disk | sql) [ -z "$lacking" ] || fail "$engine: $lacking" ;;
  down | status | watch) ;;
  *) fail "unknown verb '$verb'; see '$0 help'" ;;
esac
run_verb
