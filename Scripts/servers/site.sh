# One server's folder: what is noted about it, its data, its certificate, and the verbs as every engine has them.
# An engine brings ENGINE_lacks, _up, _sql, _read_only, _url and the signal that asks it to end; see postgres.sh.

umask 022
site=$folder/$name

note() { printf '%s\n' "$2" >"$site/$1"; }
noted() { cat "$site/$1" 2>/dev/null || true; }

# Takes the folder for this process alone. It may have been removed by whoever had it before.
hold_site() {
  until mkdir -p "$site" 2>/dev/null && exec 9<"$site" && flock -w 300 9 && [ /proc/self/fd/9 -ef "$site" ]; do
    [ -e "$site" ] || [ -w "$folder" ] || fail "cannot write in $folder"
  done
}

# Servers refuse to run as root, or should not: root runs them as the user their package has brought.
# as_server USER: sets `as`, the words before every command that touches the data.
as_server() {
  as=() server_user=$(id -un)
  if [ "$(id -u)" = 0 ]; then
    server_user=$1
    as=(setpriv --reuid="$1" --regid="$1" --init-groups)
  fi
}

# server_folder PATH: one that only the server's user may enter.
server_folder() {
  mkdir -p "$1"
  chmod 700 "$1"
  [ "$(id -u)" != 0 ] || chown "$server_user:" "$1"
}

# place_data PATH: an empty data folder, in memory where speed is asked for and there is room.
place_data() {
  local room
  rm -rf "$1"
  room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1) || room=0
  if [ -n "$disk_size" ]; then
    mkdir -p "$1"
    mount -t tmpfs -o "size=${disk_size}m" gemba-servers "$1" || fail "cannot make a file system of $disk_size MiB"
    note mounted "$1"
  elif [ "$mode" = fast ] && [ -w /dev/shm ] && [ "${room:-0}" -gt $((2 << 20)) ]; then
    ln -s "$(mktemp -d /dev/shm/gemba-servers-XXXXXX)" "$1"
  fi
  server_folder "$1/"
}

# remove_data PATH: also where it is somewhere else.
remove_data() {
  [ ! -L "$1" ] || rm -rf "$(readlink "$1")"
  rm -rf "$1"
}

# fill_from_template KEY PATH MAKER: what MAKER makes at the path it is given. It is made once for this user and version,
# since that takes seconds, and copied afterwards.
fill_from_template() {
  local all=${TMPDIR:-/tmp}/gemba-servers-templates-$(id -u) kept
  kept=$all/$(printf %s "$1" | tr -c 'A-Za-z0-9.+-' _)
  mkdir -p "$all"
  [ -O "$all" ] || fail "$all belongs to somebody else"
  (
    flock -w 300 8
    if [ ! -d "$kept" ]; then
      rm -rf "$kept.new"
      server_folder "$kept.new"
      "$3" "$kept.new" >"$site/install.log" 2>&1 || { tail -5 "$site/install.log" >&2; exit 1; }
      mv "$kept.new" "$kept"
    fi
  ) 8<"$all" || fail "could not make an empty database; see $site/install.log"
  cp -a --sparse=always "$kept/." "$2/"
}

# A certificate for 127.0.0.1 and localhost, by an authority that only this server has: $site/tls/ca.pem.
make_certificate() {
  local tls=$site/tls key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
  [ ! -e "$tls/server.pem" ] || return 0
  mkdir -p "$tls"
  {
    openssl req -x509 "${key[@]}" -days 3650 -subj "/CN=Gemba test authority" -keyout "$tls/ca.key" -out "$tls/ca.pem"
    openssl req "${key[@]}" -subj /CN=localhost -keyout "$tls/server.key" -out "$tls/server.csr"
    openssl x509 -req -in "$tls/server.csr" -CA "$tls/ca.pem" -CAkey "$tls/ca.key" -set_serial 2 -days 3650 \
      -extfile <(echo 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out "$tls/server.pem.new"
  } >"$tls/log" 2>&1 || fail "could not make a certificate; see $tls/log"
  chmod 600 "$tls/server.key" "$tls/ca.key"
  [ "$(id -u)" != 0 ] || chown "$server_user:" "$tls/server.key"
  mv "$tls/server.pem.new" "$tls/server.pem"
}

# What a new server is: noted once, and kept when it is started again. The engine comes first, since 'down all' goes by
# it; the password last, since it says that the rest is there.
settle() {
  if [ -n "$(noted password)" ]; then
    mode=$(noted mode) password=$(noted password) disk_size=""
    return
  fi
  note engine "$engine"
  note mode "$mode"
  [ "$(id -u)" != 0 ] || "${as[@]}" test -x "$site" || fail "$server_user cannot enter $site; choose another --folder"
  make_certificate
  [ -n "$password" ] || password=$(openssl rand -hex 12)
  (umask 077; note password "$password")
}

# start_on_free_ports COUNT COMMAND…: a port may be taken between the look and the start; then others are chosen.
start_on_free_ports() {
  local count=$1 log
  shift
  if [ -n "$(noted port)" ]; then "$@"; return; fi
  for _ in 1 2 3 4 5; do
    note port "$(free_ports "$count")"
    ! "$@" || return 0
    log=$(cat "$site"/log "$site"/n1/log 2>/dev/null | tail -20)
    rm -f "$site/port"
    case $log in *"Address already in use"*) rm -f "$site/log" "$site/n1/log" ;; *) return 1 ;; esac
  done
  return 1
}

# The process files the verb is about.
process_files() {
  case $engine in
    galera) local n; for n in ${node:-3 2 1}; do echo "$site/n$n/process"; done ;;
    *) echo "$site/process" ;;
  esac
}

disk_lacks() {
  if [ "$(id -u)" != 0 ]; then
    echo "only root can give a server a disk of its own"
  elif ! unshare -m mount -t tmpfs gemba-servers /mnt 2>/dev/null; then
    echo "this machine does not let root mount a file system"
  fi
}

disk() {
  local mounted=$(noted mounted)
  [ -n "$mounted" ] || fail "only a server that was made with --disk-size has a disk of its own"
  case ${words[0]:-} in
    # It ends with "no space left", which is the point.
    full) dd if=/dev/zero of="$mounted/ballast" bs=64K oflag=append conv=notrunc >/dev/null 2>&1 || true ;;
    free) rm -f "$mounted/ballast" ;;
    *) fail "disk $engine full|free" ;;
  esac
}

take_down() {
  local file mounted
  end_now "$site/watcher"
  "${engine}_clean" || true
  for file in $(process_files); do end_now "$file"; done
  mounted=$(noted mounted)
  if [ -n "$mounted" ] && grep -q " $mounted " /proc/mounts; then umount "$mounted" || umount -l "$mounted"; fi
  remove_data "$site/data"
  local n
  for n in 1 2 3; do [ ! -e "$site/n$n" ] || remove_data "$site/n$n/data"; done
  rm -rf "$site"
  rmdir "$folder" 2>/dev/null || true
}

# Takes the server down when its owner ends, however that ends.
watch() {
  until ! process "$site/owner" >/dev/null; do sleep 1; done
  rm -f "$site/watcher"
  hold_site
  take_down
}

set_owner() {
  local found
  end_now "$site/watcher"
  found=$(facts "$owner") || fail "there is no process $owner"
  note owner "$owner ${found##* }"
  launch "$site/watcher" /dev/null bash "$scripts/servers.sh" watch "$engine" --folder "$folder" --name "$name"
}

run_verb() {
  local file pid code=0
  if [ "$verb" = watch ]; then watch; return; fi
  if [ "$verb" != up ] && [ ! -d "$site" ]; then
    case $verb in down) return 0 ;; status) echo "$name stopped"; exit 3 ;; *) fail "there is no server '$name' in $folder" ;; esac
  fi
  [ "$verb" = status ] || [ "$verb" = sql ] || hold_site
  # A server must not keep a folder busy, and must be able to enter the one it stands in.
  cd /
  case $verb in
    up)
      "${engine}_up"
      [ -z "$owner" ] || set_owner
      echo "$name $("${engine}_url") $site/tls/ca.pem" ;;
    status) for file in $(process_files); do
        set -- $(state_of "$file")
        [ "$1" = running ] || code=3
        case $file in */n[123]/process) pid=${file%/process}; echo "$name-${pid##*n} $*" ;; *) echo "$name $*" ;; esac
      done
      exit $code ;;
    stop) for file in $(process_files); do end_with "$stop_signal" "$file"; done ;;
    kill) # All of them are frozen first: nodes must not see each other die.
      for file in $(process_files); do ! pid=$(process "$file") || freeze "$pid" >/dev/null; done
      for file in $(process_files); do end_now "$file"; done ;;
    suspend) for file in $(process_files); do ! pid=$(process "$file") || freeze "$pid" >/dev/null; done ;;
    resume) for file in $(process_files); do ! pid=$(process "$file") || kill -CONT $(family "$pid") 2>/dev/null || true; done ;;
    read-only)
      case ${words[0]:-} in on | off) "${engine}_read_only" "${words[0]}" ;; *) fail "read-only $engine on|off" ;; esac ;;
    disk) disk ;;
    sql) "${engine}_sql" "${words[*]}" ;;
    down) take_down ;;
  esac
}

# for_all VERB: every server of the folder.
for_all() {
  local one code=0
  for one in "$folder"/*/engine; do
    [ -e "$one" ] || continue
    one=${one%/engine}
    bash "$scripts/servers.sh" "$1" "$(cat "$one/engine")" --folder "$folder" --name "${one##*/}" || code=$?
  done
  return $code
}
