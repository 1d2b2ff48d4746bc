/** What the chart's marks mean. */
export function ChartKey() {
  return (
    <ul className="flex flex-wrap gap-x-3.5 text-[12.5px] text-muted [&_li]:flex [&_li]:items-center [&_li]:gap-1.5">
      <li>
        <span aria-hidden="true" className="h-2 w-3.5 bg-accent" />
        packet
      </li>
      <li>
        <span aria-hidden="true" className="h-2 w-[3px] bg-bad" />
        lost
      </li>
      <li>
        <span
          aria-hidden="true"
          className="h-2 w-3.5 bg-[repeating-linear-gradient(45deg,var(--color-line-strong)_0_2px,transparent_2px_4px)]"
        />
        not measured
      </li>
    </ul>
  );
}
