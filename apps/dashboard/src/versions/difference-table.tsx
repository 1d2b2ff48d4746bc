export interface Difference {
  field: string;
  theirs: string;
  mine: string;
}

/** What differs between what somebody else has saved and what is typed. */
export function DifferenceTable({ differences }: { differences: readonly Difference[] }) {
  return (
    <table className="mt-2.5 w-full table-fixed border-collapse text-left text-[13.5px] [&_td]:py-1 [&_td]:pr-4 [&_td]:align-top [&_td]:wrap-anywhere [&_th]:py-1 [&_th]:pr-4 [&_th]:align-top [&_th]:font-medium">
      <thead className="text-muted">
        <tr>
          <th scope="col" className="w-28">
            <span className="sr-only">What</span>
          </th>
          <th scope="col">Theirs</th>
          <th scope="col">Yours</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, theirs, mine }) => (
          <tr key={field} className="border-t border-line">
            <th scope="row" className="text-muted">
              {field}
            </th>
            <td>{theirs}</td>
            <td>{mine}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
