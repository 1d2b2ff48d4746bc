interface AttemptChoiceProps {
  count: number;
  chosen: number;
  onChoose: (attempt: number) => void;
}

/** Which attempt's output is shown. */
export function AttemptChoice({ count, chosen, onChoose }: AttemptChoiceProps) {
  return (
    <select
      aria-label="Attempt shown"
      value={chosen}
      onChange={(event) => onChoose(Number(event.target.value))}
      className="h-8 rounded-md border border-line-strong bg-surface px-2 text-[13px] max-md:h-10 max-md:text-[16px]"
    >
      {Array.from({ length: count }, (_, index) => count - index).map((attempt) => (
        <option key={attempt} value={attempt}>
          Attempt {attempt} of {count}
        </option>
      ))}
    </select>
  );
}
