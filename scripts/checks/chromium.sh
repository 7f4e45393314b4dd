#!/usr/bin/env bash
# The browser tests drive the system's Chromium. Install it where it is missing and we may.
set -euo pipefail
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || [ -n "${CHROMIUM_PATH:-}" ]; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null
else
  echo "The browser tests need Chromium: install it, or point CHROMIUM_PATH at a Chrome or Chromium binary." >&2
  exit 1
fi
