import { controlClass, Field } from "../../../components/field.tsx";

const MOST_CHARACTERS = 60;

interface ViewNameFieldProps {
  name: string;
  error: string | undefined;
  onChange: (name: string) => void;
}

/** What a view is called; the dialog starts here. */
export function ViewNameField({ name, error, onChange }: ViewNameFieldProps) {
  return (
    <Field label="Name" error={error}>
      {(control) => (
        <input
          {...control}
          data-starts-here
          value={name}
          maxLength={MOST_CHARACTERS}
          autoComplete="off"
          placeholder="Failed syncs of this week"
          onChange={(event) => onChange(event.target.value)}
          className={controlClass}
        />
      )}
    </Field>
  );
}
