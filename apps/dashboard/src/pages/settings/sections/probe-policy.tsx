import { linesOf } from "../lines.ts";
import { LinesField } from "../lines-field.tsx";
import type { FieldsProps, SettingSection } from "../section.ts";

interface PolicyDraft {
  allow: string;
  deny: string;
  denyPorts: string;
}

function PolicyFields({ draft, errors, onChange }: FieldsProps<PolicyDraft>) {
  const field = (name: keyof PolicyDraft) => ({
    name,
    value: draft[name],
    errors,
    onChange: (text: string) => onChange({ ...draft, [name]: text }),
  });
  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-muted">
        The longest prefix that holds an address decides, and on a tie it is denied: with 10.0.0.0/8 denied and
        10.1.0.0/16 allowed, 10.1.2.3 may be probed and 10.2.0.1 may not. What is in neither list may be probed.
        Link-local and metadata addresses are denied from the start, and on a public server loopback with them; keep
        them in the list.
      </p>
      <div className="grid grid-cols-3 gap-x-3 gap-y-4 max-lg:grid-cols-2 max-sm:grid-cols-1">
        <LinesField
          {...field("allow")}
          label="Allowed addresses"
          hint="One address or CIDR a line."
          placeholder="10.1.0.0/16"
        />
        <LinesField
          {...field("deny")}
          label="Denied addresses"
          hint="One address or CIDR a line."
          placeholder="2001:db8::/32"
        />
        <LinesField {...field("denyPorts")} label="Denied ports" hint="One port or range a line." placeholder="1-19" />
      </div>
    </div>
  );
}

export const probePolicy: SettingSection<"probePolicy", PolicyDraft> = {
  key: "probePolicy",
  hint: "Which addresses may be probed. It is checked when a probe connects, after the name is resolved, and again at each redirect.",
  draftOf: ({ allow, deny, denyPorts }) => ({
    allow: allow.join("\n"),
    deny: deny.join("\n"),
    denyPorts: denyPorts.join("\n"),
  }),
  read: ({ allow, deny, denyPorts }) => ({
    value: { allow: linesOf(allow), deny: linesOf(deny), denyPorts: linesOf(denyPorts) },
    errors: {},
  }),
  Fields: PolicyFields,
};
