import type { ShippedTemplate } from "./shipped-template.ts";

const script = `# Arguments: the service, and how many seconds it may take until it is active.
service=$1
wait=$2

has() { command -v "$1" >/dev/null 2>&1; }

if has systemctl && systemctl show --property=Version >/dev/null 2>&1; then
  by=systemctl
  restart() { systemctl restart -- "$service"; }
  is_active() { systemctl is-active --quiet -- "$service"; }
elif has rc-service; then
  by=rc-service
  restart() { rc-service "$service" restart; }
  is_active() { rc-service "$service" status >/dev/null 2>&1; }
elif has launchctl; then
  by=launchctl
  restart() { launchctl kickstart -k "system/$service"; }
  is_active() { launchctl print "system/$service" 2>/dev/null | grep -q 'state = running'; }
elif has service; then
  by=service
  restart() { service "$service" restart; }
  is_active() { service "$service" status >/dev/null 2>&1; }
elif [ -x "/etc/init.d/$service" ]; then
  by="/etc/init.d/$service"
  restart() { "$by" restart; }
  is_active() { "$by" status >/dev/null 2>&1; }
else
  echo "This device has no systemctl, rc-service, launchctl or service, and no /etc/init.d/$service." >&2
  exit 1
fi

show_log() {
  echo
  echo "== Last log lines"
  if has journalctl && [ "$by" = systemctl ]; then
    journalctl --no-pager -n 20 -u "$service" 2>/dev/null
  elif has logread; then
    logread 2>/dev/null | grep -F -- "$service" | tail -n 20
  else
    for log in "/var/log/$service.log" /var/log/messages /var/log/syslog /var/log/system.log; do
      [ -r "$log" ] || continue
      grep -F -- "$service" "$log" | tail -n 20
      break
    done
  fi
}

echo "Restarting $service by $by."
restart
status=$?
if [ "$status" -ne 0 ]; then
  echo "$by could not restart $service (exit code $status)." >&2
  show_log
  exit 1
fi

waited=0
until is_active; do
  if [ "$waited" -ge "$wait" ]; then
    echo "$service is not active $wait s after its restart." >&2
    show_log
    exit 1
  fi
  sleep 1
  waited=$((waited + 1))
done
# One that falls over right after its start is no restarted service.
sleep 1
if ! is_active; then
  echo "$service was active and fell over at once." >&2
  show_log
  exit 1
fi
echo "$service is active."
show_log
exit 0
`;

export const RESTART_SERVICE: ShippedTemplate = {
  slug: "restart-service",
  name: "Restart a service",
  category: "Maintenance",
  description:
    "Restarts a service by systemctl, rc-service, launchctl or service, waits until it is active, and shows its last log lines.",
  kind: "command",
  spec: {
    document: {
      version: "1.0",
      steps: [
        {
          action: {
            name: "Restart {{SERVICE}}",
            type: "runScript",
            input: { interpreter: "sh", script, args: ["{{SERVICE}}", "{{WAIT_SECONDS}}"] },
            timeoutMs: 600_000,
          },
        },
      ],
      includeStdOut: true,
    },
  },
  variables: [
    {
      name: "SERVICE",
      label: "Service",
      description: "As the device's service manager names it, such as nginx or ssh.service.",
      required: true,
      pattern: "[A-Za-z0-9_][A-Za-z0-9_@.:-]{0,99}",
    },
    {
      name: "WAIT_SECONDS",
      label: "Seconds until it is active",
      description: "It fails when the service is not active by then.",
      required: true,
      default: "30",
      pattern: "[1-9][0-9]{0,2}",
    },
  ],
  defaults: { timeoutMs: 900_000 },
};
