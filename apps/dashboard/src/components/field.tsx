import { type ReactNode, useId } from "react";

export const controlClass =
  "h-9 w-full rounded-md border border-control bg-surface px-2.5 text-text placeholder:text-faint aria-invalid:border-bad max-md:h-11 max-md:text-[16px]";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  children: (control: { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined }) => ReactNode;
}

/** A labelled control with its hint, and its error in words beside it. */
export function Field({ label, hint, error, optional = false, className = "", children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label} {optional && <span className="font-normal text-muted">(optional)</span>}
      </label>
      {children({ id, "aria-invalid": Boolean(error), "aria-describedby": note ? noteId : undefined })}
      {note && (
        <p id={noteId} className={`mt-1 text-[12.5px] ${error ? "text-bad" : "text-muted"}`}>
          {note}
        </p>
      )}
    </div>
  );
}
