interface SharedCheckProps {
  isShared: boolean;
  onChange: (isShared: boolean) => void;
}

/** Whether others find a view too. */
export function SharedCheck({ isShared, onChange }: SharedCheckProps) {
  return (
    <label className="mt-3 flex min-h-8 cursor-pointer items-center gap-2 max-md:min-h-10">
      <input
        type="checkbox"
        checked={isShared}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      Share it: everyone finds it under Views
    </label>
  );
}
