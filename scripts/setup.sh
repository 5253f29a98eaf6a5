# What ./run and ./test share: the Debian packages, and the build. Sourced, never run; the caller sets `root`, the source folder.
#
# build_board    builds web/ into web/dist, which the build then puts into the program
# need_packages  says what is needed and why, and installs what is missing
# build          configures a preset and builds targets of it
# need_packages and build end the script, naming the cause, where they cannot go on: status 3. build_board fails, and its caller decides.

# Package and reason, one a line. What a build needs, and what the tests need beyond it.
build_packages='
g++              compiles the C++20 source
cmake            configures the build
ninja-build      runs the build
pkg-config       tells cmake where gumbo and highway are
libgumbo-dev     reads HTML pages
libhwy-dev       vector instructions for the parser, chosen at run time
libsimdjson-dev  reads JSON Lines
libcli11-dev     reads the command line
libtomlplusplus-dev  reads the settings file
libsqlite3-dev   the record: one file, asked with SQL, searched with FTS5
libzstd-dev      packs readings in the record, reads .zst
libsodium-dev    names articles by BLAKE2b
zlib1g-dev       reads .gz, the form of web archives
libbrotli-dev    reads pages that a web server packed with brotli, packs the board
libboost-dev     serves HTTP: Asio and Beast, headers only
libexpat1-dev    reads RSS and Atom, in pieces and with bounded entities
libcurl4-openssl-dev  fetches feeds and pages, sends webhooks and mail
'
test_packages='
libgtest-dev     the test framework
libbenchmark-dev the benchmark framework
clang            second compiler, and the one that fuzzes
python3          runs the test of the source tree
python3-jsonschema  holds the answers of the API against its description
python3-pandas   loads the exports as users of such data load them
'

# The board is built with node and npm of any origin; Debian's are named only where there are none that will do.
board_packages() {
  local major
  major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p') || true
  ((${major:-0} >= 18)) || say 'nodejs           builds the board and runs its tests'
  command -v npm >/dev/null || say 'npm              fetches what the board is built with'
}
board_test_packages='
chromium         runs the tests of the board
'

say() { printf '%s\n' "$*"; }

# refuse CAUSE [WHAT-TO-DO…]: one line each, on standard error.
refuse() {
  {
    printf '\n%s cannot go on: %s\n' "${0##*/}" "$1"
    shift
    (($# == 0)) || printf '%s\n' "$@" | sed 's/^/  /'
  } >&2
  exit 3
}

# ---------------------------------------------------------------- the system

# Sets debian to 12 or 13. Others are refused by name: package names and compiler versions would be guesses there.
need_debian() {
  local id version name
  id=$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}") || true
  version=$(. /etc/os-release 2>/dev/null && printf '%s' "${VERSION_ID:-}") || true
  name=$(. /etc/os-release 2>/dev/null && printf '%s' "${PRETTY_NAME:-}") || true
  case "$id $version" in
    'debian 12' | 'debian 13') debian=$version ;;
    *)
      refuse "this is ${name:-a system without /etc/os-release}, and Demarche is set up on Debian 12 and 13 only." \
        'By hand: install what these Debian packages hold, then build with cmake:' \
        "$(names_of "$build_packages" | tr '\n' ' ')" \
        'cmake --preset release -DDEMARCHE_TESTS=OFF -DDEMARCHE_BENCH=OFF && cmake --build --preset release'
      ;;
  esac
}

# clang's run-time library is packaged by clang's version: 14 in Debian 12, 19 in Debian 13.
clang_runtime() {
  case $debian in
    12) say 'libclang-rt-14-dev  libFuzzer and the sanitizers of clang 14' ;;
    13) say 'libclang-rt-19-dev  libFuzzer and the sanitizers of clang 19' ;;
  esac
}

names_of() { awk 'NF { print $1 }' <<<"$1"; }

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# as_root COMMAND…: apt's messages are read below, so they are asked for in English.
as_root() {
  local -a env=(env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
  if ((EUID == 0)); then "${env[@]}" "$@"; else sudo "${env[@]}" "$@"; fi
}

need_rights() {
  ((EUID == 0)) && return
  command -v sudo >/dev/null ||
    refuse "installing packages needs root; this is user $(id -un), and there is no sudo." "As root: apt-get install $*"
  sudo -v || refuse "installing packages needs root, and sudo does not let user $(id -un)." "As root: apt-get install $*"
}

# ---------------------------------------------------------------- apt

# Lines of apt's that tell what went wrong, indented.
apt_said() { grep -E '^(E:|W:|Err:|  (Could|Temporary|Unable|Connection|404))|Unmet|Depends:|dpkg: error|No space left' "$1" | tail -n 5 | sed 's/^ */apt: /'; }

# The cause behind apt's words in file $1.
cause_of() {
  if grep -qE 'Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Network is unreachable|[Cc]onnection (timed out|failed|refused)|connect \(1' "$1"; then
    say 'no network to the Debian archive'
  elif grep -q 'Could not get lock' "$1"; then say 'another program is installing packages at the moment'
  elif grep -qE 'No space left|enough free space' "$1"; then say 'the disk is full'
  elif grep -qE '404 +Not Found' "$1"; then say 'the archive no longer has a file that the package lists name'
  elif grep -qE 'Unmet|held broken' "$1"; then say 'packages that are installed or pinned here stand against it'
  else say 'apt failed'; fi
}

has_candidate() { [[ $(LC_ALL=C apt-cache policy "$1" 2>/dev/null) == "$1:"$'\n'*'Candidate: '[^\(]* ]]; }

# A broken source beside Debian's need not stop us: what counts is that each package can then be found.
fetch_lists() {
  say 'Fetching the package lists …'
  local package absent=''
  as_root apt-get update -q --error-on=any >"$1" 2>&1 || true
  for package in "${@:2}"; do has_candidate "$package" || absent+=" $package"; done
  [[ -z $absent ]] && return
  if grep -qE '^(E|Err|W):' "$1"; then refuse "$(cause_of "$1"); not found:$absent." "$(apt_said "$1")"; fi
  refuse "the package sources of this system do not offer:$absent." \
    'Debian’s main archive does. See /etc/apt/sources.list and /etc/apt/sources.list.d.'
}

install() {
  local status=0
  log=$(mktemp) # seen by the trap, so not local
  trap 'rm -f "$log"' EXIT
  fetch_lists "$log" "$@"
  say "Installing $# packages and what they rest on …"
  as_root apt-get install -q -y --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@" 2>&1 | tee "$log" || status=$?
  ((status == 0)) || refuse "$(cause_of "$log"), while installing: $*" "$(apt_said "$log")"
  rm -f "$log"
}

# need_packages LIST…: lists as above.
need_packages() {
  need_debian
  local list package reason
  local -a missing=()
  list=$(printf '%s\n' "$@")
  [[ $list == *clang* ]] && list+=$'\n'$(clang_runtime)
  for package in $(names_of "$list"); do is_installed "$package" || missing+=("$package"); done
  if ((${#missing[@]} == 0)); then
    say "The Debian packages it needs are installed: $(names_of "$list" | tr '\n' ' ')"
    return
  fi
  say 'Debian packages that it needs:'
  while read -r package reason; do
    [[ -n $package ]] || continue
    if [[ " ${missing[*]} " == *" $package "* ]]; then reason+=' (to be installed)'; fi
    printf '  %-19s %s\n' "$package" "$reason"
  done <<<"$list"
  need_rights "${missing[@]}"
  install "${missing[@]}"
}

# ---------------------------------------------------------------- the build

# Compilers at once: all cores, as far as memory gives each 1.5 GiB. DEMARCHE_JOBS overrides.
jobs_of_machine() {
  local jobs kib limit
  jobs=$(nproc)
  kib=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
  if [[ $limit =~ ^[0-9]+$ ]] && ((limit / 1024 < ${kib:-0})); then kib=$((limit / 1024)); fi
  if [[ -n $kib ]] && ((kib / 1572864 < jobs)); then jobs=$((kib / 1572864)); fi
  say "${DEMARCHE_JOBS:-$((jobs > 0 ? jobs : 1))}"
}

# configure PRESET [-D…]: cmake is silent but for warnings and errors.
configure() { (cd "$root" && cmake --preset "$1" --log-level=WARNING "${@:2}" >/dev/null); }

# build PRESET [TARGET…]: ninja shows how far it is.
build() {
  (cd "$root" && NINJA_STATUS="${NINJA_STATUS-[%f/%t, %es] }" cmake --build --preset "$1" --parallel "$(jobs_of_machine)" ${2:+--target "${@:2}"})
}

# ---------------------------------------------------------------- the board

# Newer than the last build, if anything is.
board_is_stale() {
  local page=$root/web/dist/index.html
  [[ ! -s $page ]] || [[ -n $(find "$root/web" "$root/data/actors" \( -name node_modules -o -name dist -o -name tests \) -prune -o -type f -newer "$page" -print -quit) ]]
}

# What npm said last that tells the cause.
npm_said() { grep -E 'npm (ERR!|error)|error TS|[Ee]rror:' "$1" | grep -vE 'complete log|debug-0' | head -n 5 | sed 's/^/  /'; }

# build_board: web/dist is as the sources say. Fails, having said why, where npm cannot fetch or the build has a mistake.
build_board() {
  board_is_stale || return 0
  local log=$root/build/board/build.log
  mkdir -p "${log%/*}"
  say 'Building the board …'
  (
    cd "$root/web"
    [[ node_modules/.package-lock.json -nt package-lock.json ]] || npm ci --no-audit --no-fund --ignore-scripts
    npm run build
  ) >"$log" 2>&1 && return 0
  rm -rf "$root/web/dist" # half a board, or an old one, is none
  say "The board could not be built; the whole log: build/board/build.log"
  npm_said "$log"
  return 1
}
