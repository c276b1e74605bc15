# Shared by ./run and ./test: messages, and installing what is missing.
# shellcheck shell=bash

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs the Debian packages that are not there yet.
need_packages() {
  command -v dpkg-query >/dev/null || die "this is no Debian or Ubuntu; please install: $*"
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "Installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# What a Tauri window needs to be built, and Chinese letters to be seen.
BUILD_PACKAGES=(build-essential pkg-config libwebkit2gtk-4.1-dev librsvg2-dev fonts-noto-cjk ca-certificates)

need_tools() {
  command -v cargo >/dev/null || die "Rust is missing: https://rustup.rs"
  command -v npm >/dev/null || die "Node.js 20 or newer is missing: https://nodejs.org"
}

# The npm packages as the lock file says; again only when it has changed.
# Of the UI, or of another folder that is named.
need_node_modules() {
  local folder=${1:-ui}
  local stamp=$folder/node_modules/.lock-stamp
  if ! cmp -s "$folder/package-lock.json" "$stamp"; then
    say "Installing npm packages of $folder"
    npm --prefix "$folder" ci --no-audit --no-fund
    cp "$folder/package-lock.json" "$stamp"
  fi
}
