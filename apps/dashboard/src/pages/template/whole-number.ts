/** A whole number as it was typed; undefined where nothing was. What is no such number is told. */
export function wholeNumber(
  text: string,
  [min, max]: readonly [number, number],
  tell: (message: string) => void,
): number | undefined {
  if (!text.trim()) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) tell(`Write a whole number from ${min} to ${max}.`);
  return value;
}
