import type { ShippedHandler } from "./shipped-handler.ts";

const content = String.raw`#!/bin/sh
# Usage: download-file URL DESTINATION [SHA256] [MODE]
# Puts a file in place whole or not at all. With its SHA-256, a download that broke off is taken up where it ended,
# and a file that is there already is not fetched again.

fail() {
  echo "download-file: $1" >&2
  exit 1
}

url=$1
destination=$2
sha256=$(printf '%s' "$3" | tr 'A-F' 'a-f')
mode=$4

case $url in
  http://* | https://*) ;;
  *) fail "give a URL that starts with http:// or https://, not '$url'" ;;
esac
[ -n "$destination" ] || fail "give the file to write as the second argument"
if [ -n "$sha256" ]; then
  printf '%s\n' "$sha256" | grep -Eq '^[0-9a-f]{64}$' || fail "a SHA-256 has 64 hex digits, unlike '$3'"
fi
if [ -n "$mode" ]; then
  printf '%s\n' "$mode" | grep -Eq '^[0-7]{3,4}$' || fail "a mode is octal, such as 644 or 755, not '$mode'"
fi

case $destination in */) mkdir -p -- "$destination" || fail "the folder $destination cannot be made" ;; esac
if [ -d "$destination" ]; then
  name=$(printf '%s\n' "$url" | sed -e 's/[?#].*//' -e 's:^[a-z]*\://[^/]*::' -e 's:.*/::')
  [ -n "$name" ] || fail "$destination is a folder, and the URL ends in no name; give the file's name too"
  destination=$(printf '%s' "$destination" | sed 's:/*$::')/$name
fi
folder=$(dirname -- "$destination")
mkdir -p -- "$folder" || fail "the folder $folder cannot be made"
part=$destination.part

sum() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum <"$1"
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 <"$1"
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r <"$1"
  elif command -v sha256 >/dev/null 2>&1; then
    sha256 -q <"$1"
  else
    fail "this device has no program for SHA-256: install sha256sum, shasum or openssl"
  fi | sed 's/[^0-9a-f].*//'
}

set_mode() {
  [ -z "$mode" ] || chmod "$mode" "$1" || fail "the mode of $1 cannot be set to $mode"
}

if [ -n "$sha256" ]; then
  [ -n "$(sum /dev/null)" ] || exit 1
  if [ -f "$destination" ] && [ "$(sum "$destination")" = "$sha256" ]; then
    set_mode "$destination"
    echo "$destination is there already, with this SHA-256."
    exit 0
  fi
else
  rm -f -- "$part"
fi

if command -v curl >/dev/null 2>&1; then
  fetch() {
    curl -fsSL --connect-timeout 30 --retry 3 --retry-delay 2 --proto '=http,https' --proto-redir '=http,https' \
      -C - -o "$part" --url "$url"
  }
elif command -v wget >/dev/null 2>&1; then
  fetch() { wget -q -c -T 30 -O "$part" "$url"; }
else
  fail "this device has neither curl nor wget; install one"
fi

is_whole() {
  [ -z "$sha256" ] || [ "$(sum "$part")" = "$sha256" ]
}

resumed=
[ ! -s "$part" ] || resumed=yes
if [ -n "$resumed" ] && is_whole; then
  echo "The download was whole already."
else
  [ -z "$resumed" ] || echo "Going on after $(wc -c <"$part" | tr -d ' ') bytes."
  fetch
  status=$?
  if [ -n "$resumed" ] && { [ "$status" -ne 0 ] || ! is_whole; }; then
    case $status in
      # The server did not answer at all: what is there is kept for the next try.
      5 | 6 | 7 | 28) fail "the download broke off again (exit code $status); run it again to go on" ;;
    esac
    echo "What was there does not fit; starting again."
    rm -f -- "$part"
    fetch
    status=$?
  fi
  if [ "$status" -ne 0 ]; then
    if [ -z "$sha256" ] || [ ! -s "$part" ]; then rm -f -- "$part"; fi
    fail "$url could not be downloaded (exit code $status of the download program)"
  fi
fi
[ -f "$part" ] || : >"$part"

if ! is_whole; then
  got=$(sum "$part")
  rm -f -- "$part"
  fail "the SHA-256 is $got and not $sha256; nothing was put in place"
fi
set_mode "$part"
mv -f -- "$part" "$destination" || fail "$destination cannot be written"
echo "Downloaded $(wc -c <"$destination" | tr -d ' ') bytes to $destination."
`;

export const DOWNLOAD_FILE: ShippedHandler = {
  name: "download-file",
  description:
    "Downloads a file and puts it in place whole or not at all. Arguments: URL, destination, SHA-256 (optional), mode (optional, such as 755).",
  interpreter: "sh",
  content,
};
