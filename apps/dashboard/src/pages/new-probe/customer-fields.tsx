import { TextField } from "./text-field.tsx";
import type { ProbeForm } from "./use-probe-form.ts";

/** Whose line it is: what the job can be found by later. */
export function CustomerFields({ form }: { form: ProbeForm }) {
  return (
    <div className="grid grid-cols-3 gap-x-3 gap-y-4 max-sm:grid-cols-1">
      <TextField
        form={form}
        name="accountNumber"
        path="target.accountNumber"
        label="Account"
        optional
        mono
        placeholder="ACC-7731"
      />
      <TextField form={form} name="mac" path="target.mac" label="MAC" optional mono placeholder="00:11:22:33:44:55" />
      <TextField form={form} name="ip" path="target.ip" label="IP" optional mono placeholder="203.0.113.47" />
    </div>
  );
}
