function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Gives the same key for the same input, so that a second click or a lost answer makes no second job. */
export function createSubmissionKeys(): (input: object) => string {
  let last = { text: "", key: randomKey() };
  return (input) => {
    const text = JSON.stringify(input);
    if (text !== last.text) last = { text, key: randomKey() };
    return last.key;
  };
}
