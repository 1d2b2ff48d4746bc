/** A key to press, shown only where there is likely to be a keyboard. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-sm border border-current/35 px-1.5 font-mono text-[11px] leading-4 font-normal opacity-80 max-md:hidden">
      {children}
    </kbd>
  );
}
