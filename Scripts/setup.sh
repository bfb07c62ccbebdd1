#!/usr/bin/env bash
# Installs the Debian packages that building (build), testing (test) or measuring (bench) needs and that are missing.
# Needs root or sudo only when something is missing. Says what is wrong in one sentence.
set -euo pipefail

# Servers for tests: PostgreSQL, MariaDB and Galera, and what copies a Galera node to another.
server_packages=(postgresql-15 mariadb-server galera-4 rsync lsof openssl)
# What sites of files are tried with: an FTP server whose accounts are a file, and an SSH server.
site_packages=(vsftpd libpam-pwdfile openssh-server)
build_packages=(
  libcairo2-dev libcurl4-openssl-dev libmariadb-dev libpq-dev librsvg2-dev libsqlite3-dev libssl-dev libxlsxwriter-dev zlib1g-dev pkg-config)
test_packages=(chromium python3 unzip "${server_packages[@]}" "${site_packages[@]}")
bench_packages=(sqlite3 gcc python3 percona-toolkit "${server_packages[@]}")

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

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

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
