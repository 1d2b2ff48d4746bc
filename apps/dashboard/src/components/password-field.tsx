import { type InputHTMLAttributes, type ReactNode, type Ref, useState } from "react";
import { controlClass, Field } from "./field.tsx";

interface PasswordFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  autoComplete: "current-password" | "new-password";
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  ref?: Ref<HTMLInputElement>;
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, hint, error, optional = false, ...input }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <div className="relative">
          <input
            {...control}
            {...input}
            type={isShown ? "text" : "password"}
            autoCapitalize="off"
            spellCheck={false}
            className={`${controlClass} pr-16`}
          />
          <button
            type="button"
            aria-pressed={isShown}
            aria-label={`Show ${label.toLowerCase()}`}
            onClick={() => setIsShown(!isShown)}
            className="absolute inset-y-1 right-1 min-w-13 cursor-pointer rounded-sm px-2 text-[12.5px] font-medium text-muted hover:bg-hover hover:text-text"
          >
            {isShown ? "Hide" : "Show"}
          </button>
        </div>
      )}
    </Field>
  );
}
