/** The items as they were ordered before, by their ids; what was not there before comes after, as it comes. */
export function inSteadyOrder<Item extends { id: string }>(
  items: readonly Item[],
  knownIds: readonly string[],
): Item[] {
  if (knownIds.length === 0) return [...items];
  const places = new Map(knownIds.map((id, place) => [id, place]));
  return items
    .map((item, place) => ({ item, place: places.get(item.id) ?? knownIds.length + place }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
