#!/usr/bin/env bash
# The browser tests drive the system's Chromium, without windows where Debian has that build. Install it where it is missing
# and we may.
set -euo pipefail
[ -n "${CHROMIUM_PATH:-}" ] && exit 0
has() { command -v "$1" >/dev/null; }
has chromium-headless-shell && exit 0
if [ "$(id -u)" = 0 ] && has apt-get; then
  echo "Installing Chromium for the browser tests"
  install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null; }
  apt-get update -qq || true
  install chromium-headless-shell fonts-noto-core && exit 0
  has chromium || install chromium fonts-noto-core
elif ! has chromium && ! has chromium-browser && ! has google-chrome; then
  echo "The browser tests need Chromium: install it, or point CHROMIUM_PATH at a Chrome or Chromium binary." >&2
  exit 1
fi
