import { useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { copyText } from "./copy.ts";
import { controlClass } from "./field.tsx";
import { Notice } from "./notice.tsx";

interface SecretOnceProps {
  /** What it is, as a sentence's subject: "The password". */
  what: string;
  secret: string;
}

/** A secret that is shown this one time, ready to be copied. */
export function SecretOnce({ what, secret }: SecretOnceProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector("button")?.focus(), []);
  return (
    <div ref={root} className="grid gap-3">
      <Notice tone="warn">
        <span className="text-[14px]">{what} is shown this once. Copy it now; nobody can read it later.</span>
      </Notice>
      <div className="flex gap-2">
        <input
          readOnly
          aria-label={what}
          value={secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          className={`${controlClass} min-w-0 font-mono text-[13px]`}
        />
        <Button className="h-9 max-md:h-11" onClick={() => void copyText(what, secret, { isSecret: true })}>
          Copy
        </Button>
      </div>
    </div>
  );
}
