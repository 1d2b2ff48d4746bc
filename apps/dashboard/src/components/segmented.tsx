interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A few choices of which one holds. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <fieldset aria-label={label} className="flex overflow-hidden rounded-md border border-line text-[12.5px]">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="min-h-7 cursor-pointer px-2.5 text-muted hover:text-text aria-pressed:bg-accent-weak aria-pressed:font-semibold aria-pressed:text-accent max-md:min-h-9"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
