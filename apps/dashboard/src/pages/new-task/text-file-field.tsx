import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "../../components/button.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { acceptOf, readTextFile, textSize } from "./read-text-file.ts";
import type { InputField } from "./schema-fields.ts";
import { useFileDrop } from "./use-file-drop.ts";

interface TextFileFieldProps {
  field: InputField;
  text: string;
  hint: string | undefined;
  error: string | undefined;
  isOptional: boolean;
  placeholder: string;
  onChange: (text: string) => void;
}

interface Loaded {
  name: string;
  text: string;
  /** What stood here before. */
  before: string;
}

/** A text that may come from a file: chosen, dropped on it, or typed. A file that is refused changes nothing. */
export function TextFileField({ field, text, hint, error, isOptional, placeholder, onChange }: TextFileFieldProps) {
  const { key, label, schema } = field;
  const picker = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [loaded, setLoaded] = useState<Loaded>();
  const [refusal, setRefusal] = useState<string>();
  // What is typed while a file is read is there when it has been.
  const form = useRef({ text, onChange });
  useLayoutEffect(() => {
    form.current = { text, onChange };
  });
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readTextFile(file, { label, maxLength: schema.maxLength });
    setRefusal(read.ok ? undefined : read.message);
    if (!read.ok) return;
    setLoaded({ name: file.name, text: read.text, before: form.current.text });
    form.current.onChange(read.text);
  };
  const type = (typed: string) => {
    setRefusal(undefined);
    onChange(typed);
  };
  const { isOver, target } = useFileDrop((files) => {
    if (files.length > 1) setRefusal(`${label} takes one file. Drop one alone.`);
    else void take(files[0]);
  });
  const putBack = (before: string) => {
    type(before);
    // Its button goes.
    area.current?.focus();
  };
  const isLoaded = loaded !== undefined && loaded.text === text;
  return (
    <div className="col-span-full min-w-0">
      <Field label={label} hint={hint} error={error} optional={isOptional}>
        {(control) => (
          <textarea
            {...control}
            ref={area}
            name={`input-${key}`}
            value={text}
            rows={5}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder || "Type it, drop a file here, or choose one."}
            onChange={(event) => type(event.target.value)}
            {...target}
            className={`${controlClass} block h-auto resize-y py-1.5 font-mono text-[13px] whitespace-pre max-md:h-auto ${isOver ? "border-accent! bg-accent-weak!" : ""}`}
          />
        )}
      </Field>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button onClick={() => picker.current?.click()}>Choose a file…</Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept={acceptOf(schema.contentMediaType ?? "text/plain")}
          onChange={({ currentTarget }) => {
            void take(currentTarget.files?.[0]);
            // The same file may be chosen once more, after it was changed.
            currentTarget.value = "";
          }}
        />
        <p role="status" className="min-w-0 text-[12.5px] wrap-anywhere text-muted">
          {isLoaded && `${loaded.name}: ${textSize(text)}`}
        </p>
        {isLoaded && loaded.before.trim() !== "" && (
          <Button tone="quiet" onClick={() => putBack(loaded.before)}>
            Put back what stood here
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className="mt-1 text-[12.5px] text-bad">
          {refusal}
        </p>
      )}
    </div>
  );
}
