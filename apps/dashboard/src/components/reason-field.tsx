import { useId } from "react";
import { controlClass } from "./field.tsx";

interface ReasonFieldProps {
  /** Where the reason can be read later: "the audit". */
  keptIn: string;
  value: string;
  onChange: (value: string) => void;
}

/** Asks why something is done; it may be left empty. */
export function ReasonField({ keptIn, value, onChange }: ReasonFieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="mt-4 mb-1 block font-medium">
        Reason <span className="font-normal text-muted">(optional, kept in {keptIn})</span>
      </label>
      <input
        id={id}
        value={value}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        className={controlClass}
      />
    </>
  );
}
