import type { ShippedHandler } from "./shipped-handler.ts";

const content = String.raw`#!/bin/sh
# Usage: backup-directory DIRECTORY DESTINATION [KEEP]
# Packs a directory into DESTINATION/NAME-20260131T235959Z.tar.gz, reads it back, and keeps the newest KEEP (7).

fail() {
  echo "backup-directory: $1" >&2
  exit 1
}

directory=$1
destination=$2
keep=$3
[ -n "$keep" ] || keep=7

if [ -z "$directory" ] || [ -z "$destination" ]; then
  fail "give the directory to pack and the folder for the backups"
fi
printf '%s\n' "$keep" | grep -Eq '^[1-9][0-9]{0,3}$' || fail "how many to keep is a number from 1 to 9999, not '$keep'"
[ -d "$directory" ] || fail "$directory is no directory"
directory=$(CDPATH='' cd -- "$directory" && pwd -P) || fail "$1 cannot be entered"
[ "$directory" != / ] || fail "give a directory below /"
umask 077
mkdir -p -- "$destination" || fail "the folder $destination cannot be made"
destination=$(CDPATH='' cd -- "$destination" && pwd -P) || fail "$2 cannot be entered"
case $destination/ in
  "$directory"/*) fail "the backups cannot lie within the directory that is packed" ;;
esac

name=$(basename -- "$directory")
parent=$(dirname -- "$directory")
while :; do
  backup=$destination/$name-$(date -u +%Y%m%dT%H%M%SZ).tar.gz
  [ -e "$backup" ] || break
  sleep 1
done
part=$backup.part
trap 'rm -f -- "$part"' EXIT
trap 'exit 143' TERM INT HUP

COPYFILE_DISABLE=1
export COPYFILE_DISABLE
tar -czf "$part" -C "$parent" "./$name"
status=$?
# GNU tar says 1 where a file changed while it was read; the backup holds it as it was at one moment or the next.
if [ "$status" -eq 1 ] && tar --version 2>/dev/null | grep -q 'GNU tar'; then
  echo "Files changed while they were packed."
  status=0
fi
[ "$status" -eq 0 ] || fail "tar failed with exit code $status; no backup was made"

listing=$(tar -tzf "$part") || fail "the backup cannot be read back, and was removed"
entries=$(printf '%s\n' "$listing" | wc -l | tr -d ' ')
mv -f -- "$part" "$backup" || fail "$backup cannot be written"
echo "Packed $entries entries into $backup ($(wc -c <"$backup" | tr -d ' ') bytes)."

set -- "$destination/$name"-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z.tar.gz
while [ "$#" -gt "$keep" ]; do
  rm -f -- "$1" || fail "the old backup $1 cannot be removed"
  echo "Removed the old backup $1."
  shift
done
`;

export const BACKUP_DIRECTORY: ShippedHandler = {
  name: "backup-directory",
  description:
    "Packs a directory into a dated .tar.gz, reads it back, and keeps the newest. Arguments: directory, folder for the backups, how many to keep (7).",
  interpreter: "sh",
  content,
};
