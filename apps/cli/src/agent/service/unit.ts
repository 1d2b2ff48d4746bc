interface UnitOptions {
  node: string;
  script: string;
  folder: string;
  user: string;
  /** The module by which it does tasks. */
  handlers?: string | undefined;
}

/** A systemd unit: restarted when it fails, not when the server has dismissed it, and shut off from what it does not need. */
export function unitOf({ node, script, folder, user, handlers }: UnitOptions): string {
  return `[Unit]
Description=Fieldline agent
Documentation=man:systemd.exec(5)
Wants=network-online.target
After=network-online.target

[Service]
Type=simple
User=${user}
ExecStart=${quoted(node)} ${quoted(script)} agent run --config ${quoted(folder)}${handlers ? ` --handlers ${quoted(handlers)}` : ""}
Restart=on-failure
RestartSec=5
RestartPreventExitStatus=2 3 4
TimeoutStopSec=40
KillMode=mixed
OOMPolicy=continue

NoNewPrivileges=${user === "root" ? "no" : "yes"}
ProtectSystem=${user === "root" ? "no" : "strict"}
ReadWritePaths=${quoted(folder)}
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
RestrictRealtime=yes
RestrictSUIDSGID=${user === "root" ? "no" : "yes"}
LockPersonality=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
AmbientCapabilities=CAP_NET_RAW
CapabilityBoundingSet=${user === "root" ? "~CAP_SYS_MODULE CAP_SYS_RAWIO CAP_SYS_BOOT" : "CAP_NET_RAW"}
UMask=0077

[Install]
WantedBy=multi-user.target
`;
}

/** As systemd reads a word: in quotes, with its own escapes. */
function quoted(word: string): string {
  const escaped = word.replace(/%/g, "%%").replace(/\$/g, "$$$$");
  return /[\s"'\\]/.test(escaped) ? `"${escaped.replace(/["\\]/g, "\\$&")}"` : escaped;
}
