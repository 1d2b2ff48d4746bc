import type { ShippedTemplate } from "./shipped-template.ts";

const script = String.raw`# Arguments: the file, its whole new content, or a key and its value; a check command; a service to reload.
path=$1
content=$2
key=$3
value=$4
check=$5
service=$6
newline='
'

fail() {
  echo "$1" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

[ -n "$content" ] || [ -n "$key" ] || fail "Give either CONTENT or KEY and VALUE."
[ -z "$content" ] || [ -z "$key" ] || fail "Give either CONTENT or KEY and VALUE, not both."
[ ! -h "$path" ] || fail "$path is a symbolic link; give the file that it leads to."
[ ! -d "$path" ] || fail "$path is a folder; give a file."
folder=$(dirname -- "$path")
[ -d "$folder" ] || fail "The folder $folder is not there."

next=$path.next.$$
trap 'rm -f -- "$next"' EXIT
trap 'exit 143' TERM INT HUP
backup=
if [ -e "$path" ]; then
  # The copy has the file's owner and mode, which writing into it leaves as they are.
  cp -p -- "$path" "$next" || fail "$folder cannot be written."
fi

if [ -n "$content" ]; then
  case $content in
    *"$newline") printf '%s' "$content" >"$next" ;;
    *) printf '%s\n' "$content" >"$next" ;;
  esac || fail "$next cannot be written."
else
  old=/dev/null
  [ ! -e "$path" ] || old=$path
  key="$key" value="$value" awk '
    BEGIN { key = ENVIRON["key"]; value = ENVIRON["value"] }
    {
      at = index($0, "=")
      name = at ? substr($0, 1, at - 1) : ""
      gsub(/^[ \t]+|[ \t]+$/, "", name)
      if (at && name == key) {
        match(substr($0, at + 1), /^[ \t]*/)
        print substr($0, 1, at + RLENGTH) value
        found = 1
      } else print
    }
    END { if (!found) print key "=" value }
  ' "$old" >"$next" || fail "$next cannot be written."
fi

if [ -e "$path" ] && cmp -s -- "$path" "$next"; then
  echo "$path is so already."
  exit 0
fi

if [ -e "$path" ]; then
  backup=$path.$(date -u +%Y%m%dT%H%M%SZ).bak
  [ ! -e "$backup" ] || backup=$backup.$$
  cp -p -- "$path" "$backup" || fail "The backup $backup cannot be written; nothing was changed."
  echo "The file as it was is kept as $backup."
fi
mv -f -- "$next" "$path" || fail "$path cannot be written; nothing was changed."

restore() {
  if [ -n "$backup" ]; then
    cp -p -- "$backup" "$next" && mv -f -- "$next" "$path"
  else
    rm -f -- "$path"
  fi || fail "$1 $path could not be put back: its content from before is in $backup."
  echo "$1 $path is as it was before." >&2
}

if [ -n "$check" ]; then
  echo "Checking: $check"
  sh -c "$check" || {
    restore "The check failed with exit code $?."
    exit 1
  }
fi

reload() {
  if has systemctl && systemctl show --property=Version >/dev/null 2>&1; then
    systemctl reload-or-restart -- "$service"
  elif has rc-service; then
    rc-service "$service" reload || rc-service "$service" restart
  elif has launchctl; then
    launchctl kickstart -k "system/$service"
  elif has service; then
    service "$service" reload || service "$service" restart
  elif [ -x "/etc/init.d/$service" ]; then
    "/etc/init.d/$service" reload || "/etc/init.d/$service" restart
  else
    echo "This device has no service manager that is known here." >&2
    return 1
  fi
}
if [ -n "$service" ]; then
  echo "Reloading $service."
  reload || {
    restore "$service could not be reloaded."
    reload || echo "$service could not be reloaded with the old file either." >&2
    exit 1
  }
fi
echo "$path is updated."
`;

export const UPDATE_CONFIG: ShippedTemplate = {
  slug: "update-config",
  name: "Update a configuration file",
  category: "Configuration",
  description:
    "Writes a file, or one KEY=VALUE of it, keeps a backup, checks the result and reloads a service; puts the old file back where either fails.",
  kind: "command",
  spec: {
    document: {
      version: "1.0",
      steps: [
        {
          action: {
            name: "Update {{PATH}}",
            type: "runScript",
            input: {
              interpreter: "sh",
              script,
              args: ["{{PATH}}", "{{CONTENT}}", "{{KEY}}", "{{VALUE}}", "{{CHECK}}", "{{SERVICE}}"],
            },
            timeoutMs: 120_000,
          },
        },
      ],
      includeStdOut: true,
    },
  },
  variables: [
    {
      name: "PATH",
      label: "File",
      description: "The file's whole path.",
      required: true,
      pattern: "/[^\\u0000-\\u001f]{1,150}",
    },
    { name: "CONTENT", label: "Whole content", description: "Leave it empty to set one key.", default: "" },
    {
      name: "KEY",
      label: "Key",
      description: "Its line KEY=VALUE is changed, or added where there is none.",
      default: "",
      pattern: "[A-Za-z0-9_.:/-]{1,200}",
    },
    { name: "VALUE", label: "Value", description: "What the key is set to.", default: "", pattern: "[^\\r\\n]*" },
    {
      name: "CHECK",
      label: "Check command",
      description: "A shell command that succeeds where the file is good, such as nginx -t.",
      default: "",
    },
    {
      name: "SERVICE",
      label: "Service to reload",
      description: "Reloaded once the check has passed.",
      default: "",
      pattern: "[A-Za-z0-9_][A-Za-z0-9_@.:-]{0,99}",
    },
  ],
  defaults: { timeoutMs: 180_000 },
};
