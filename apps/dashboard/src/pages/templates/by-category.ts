const OTHER = "Other";

interface Category<Item> {
  category: string;
  items: Item[];
}

/** The items by category in alphabetical order, those without one last. */
export function byCategory<Item extends { category: string | null; name: string }>(
  items: readonly Item[],
): Category<Item>[] {
  const groups = Map.groupBy(items, ({ category }) => category ?? OTHER);
  const place = (category: string) => (category === OTHER ? 1 : 0);
  return [...groups]
    .map(([category, members]) => ({ category, items: members.toSorted((a, b) => a.name.localeCompare(b.name)) }))
    .sort((a, b) => place(a.category) - place(b.category) || a.category.localeCompare(b.category));
}
