import type { ShippedTemplate } from "./shipped-template.ts";

const script = String.raw`# Arguments: the fullest that a disk may be, in percent.
most=$1

echo "== Uptime and load"
uptime || cat /proc/loadavg

echo
echo "== Memory"
if [ -r /proc/meminfo ]; then
  awk '/^(MemTotal|MemAvailable|MemFree|SwapTotal|SwapFree):/ { printf "%-14s %8.0f MB\n", $1, $2 / 1024 }' /proc/meminfo
elif command -v vm_stat >/dev/null 2>&1; then
  vm_stat
else
  echo "This device does not say."
fi

echo
echo "== Disks"
disks=$(df -P -l 2>/dev/null)
[ -n "$disks" ] || disks=$(df -P 2>/dev/null)
if [ -z "$disks" ]; then
  echo "df gave no disks." >&2
  exit 1
fi
printf '%s\n' "$disks"

# What is read-only by nature is always full, and what lies in memory is no disk.
printf '%s\n' "$disks" | awk -v most="$most" '
  NR == 1 || $1 ~ /^(tmpfs|devtmpfs|udev|devfs|map|none|efivarfs|squashfs|\/dev\/loop|\/dev\/sr|\/dev\/root_ro)/ { next }
  {
    for (at = 5; at <= NF; at++) if ($at ~ /^[0-9]+%$/) break
    if (at > NF) next
    used = $at + 0
    place = $(at + 1)
    for (more = at + 2; more <= NF; more++) place = place " " $more
    if (place ~ /^\/rom($|\/)/) next
    looked++
    if (used > most) {
      printf "%s is %d %% full; at most %d %% is allowed.\n", place, used, most
      full++
    }
  }
  END {
    if (full) exit 1
    printf "\nAll of %d disks are at most %d %% full.\n", looked, most
  }
'
`;

export const HEALTH_CHECK: ShippedTemplate = {
  slug: "health-check",
  name: "Health check",
  category: "Diagnostics",
  description: "Shows uptime, load, memory and disks, and fails where a disk is fuller than allowed.",
  kind: "command",
  spec: {
    document: {
      version: "1.0",
      steps: [
        {
          action: {
            name: "Check the device",
            type: "runScript",
            input: { interpreter: "sh", script, args: ["{{DISK_PERCENT}}"] },
            timeoutMs: 30_000,
          },
        },
      ],
      includeStdOut: true,
    },
  },
  variables: [
    {
      name: "DISK_PERCENT",
      label: "Fullest disk allowed (%)",
      description: "The check fails where a disk is fuller than this.",
      required: true,
      default: "90",
      pattern: "[1-9][0-9]?|100",
    },
  ],
  defaults: { timeoutMs: 60_000 },
};
