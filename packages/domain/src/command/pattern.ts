/** Longest pattern of a variable, in characters. */
export const MAX_PATTERN_LENGTH = 200;
const MAX_PARTS = 1_500;
const MAX_COUNT = 1_024;

/** One character's test; `null` takes no character, but leads on. */
interface State {
  test: RegExp | null;
  next: State[];
}
interface Repeat {
  kind: "repeat";
  part: Part;
  min: number;
  max: number;
}
type Part =
  | { kind: "character"; test: RegExp }
  | { kind: "sequence"; parts: Part[] }
  | { kind: "choice"; parts: Part[] }
  | Repeat;

export type Pattern =
  /** `size`: how much there is to do for each character, at most. */
  { ok: true; size: number; matches: (value: string) => boolean } | { ok: false; message: string };

class Refusal extends Error {}

/**
 * A regular expression that the whole of a value must match, run as an automaton: the time it takes grows with the
 * value's length and the pattern's, whatever either holds, where a backtracking engine can take for ever.
 * Takes characters, classes, escapes, groups, alternatives and counts; neither look-around nor back references.
 */
export function compilePattern(source: string): Pattern {
  try {
    if (source.length > MAX_PATTERN_LENGTH)
      throw new Refusal(`A pattern has at most ${MAX_PATTERN_LENGTH} characters.`);
    const end: State = { test: null, next: [] };
    const { start, size } = automaton(new PatternReader(source).read(), end);
    return { ok: true, size, matches: (value) => run(start, end, value) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message };
    throw error;
  }
}

function automaton(pattern: Part, end: State): { start: State; size: number } {
  let parts = 0;
  const enter = (part: Part, after: State): State => {
    parts += 1;
    if (parts > MAX_PARTS) throw new Refusal("The pattern repeats too much. Use smaller counts.");
    if (part.kind === "character") return { test: part.test, next: [after] };
    if (part.kind === "choice") return { test: null, next: part.parts.map((each) => enter(each, after)) };
    if (part.kind === "sequence") return part.parts.reduceRight((next, each) => enter(each, next), after);
    return repeat(part, after);
  };
  const repeat = ({ part, min, max }: Repeat, after: State): State => {
    const again: State = { test: null, next: [after] };
    if (max === Number.POSITIVE_INFINITY) again.next.push(enter(part, again));
    let entry = again;
    for (let count = min; max !== Number.POSITIVE_INFINITY && count < max; count++)
      entry = { test: null, next: [enter(part, entry), after] };
    for (let count = 0; count < min; count++) entry = enter(part, entry);
    return entry;
  };
  return { start: enter(pattern, end), size: parts };
}

function run(start: State, end: State, value: string): boolean {
  let states = reached([start]);
  for (const character of value) {
    const known = new Map<RegExp, boolean>();
    const takes = (test: RegExp) => {
      const taken = known.get(test) ?? test.test(character);
      known.set(test, taken);
      return taken;
    };
    states = reached([...states].flatMap(({ test, next }) => (test && takes(test) ? next : [])));
    if (states.size === 0) return false;
  }
  return states.has(end);
}

function reached(from: State[]): Set<State> {
  const states = new Set(from);
  for (const { test, next } of states) if (!test) for (const each of next) states.add(each);
  return states;
}

const CHARACTER =
  /\[(?:\\.|[^\]\\])*\]|\\(?:[dDwWsStnrfv]|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]+\}|[^A-Za-z0-9])|[^\\[\](){}*+?|^$]/uy;
const GROUP = /\((?:\?:|\?<[A-Za-z_]\w*>|(?!\?))/y;
const COUNT = /(?:([*+?])|\{(\d{1,6})(,(\d{0,6}))?\})\??/y;

class PatternReader {
  private at = 0;
  private readonly source: string;
  constructor(source: string) {
    this.source = source;
  }

  read(): Part {
    const pattern = this.choice();
    if (this.at < this.source.length) throw new Refusal("The pattern closes a group that it does not open.");
    return pattern;
  }

  private choice(): Part {
    const parts = [this.sequence()];
    while (this.take(/\|/y)) parts.push(this.sequence());
    return whole("choice", parts);
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.source.length && !/[|)]/.test(this.source.charAt(this.at))) {
      if (this.takeAnchor()) continue;
      parts.push(this.counted(this.single()));
    }
    return whole("sequence", parts);
  }

  private takeAnchor(): boolean {
    const character = this.source.charAt(this.at);
    const isAnchor = character === "^" || character === "$";
    if (isAnchor && this.at !== (character === "^" ? 0 : this.source.length - 1))
      throw new Refusal("^ and $ stand only at the pattern's ends; the whole value must match without them too.");
    if (isAnchor) this.at += 1;
    return isAnchor;
  }

  private single(): Part {
    if (this.take(GROUP)) {
      const inner = this.choice();
      if (!this.take(/\)/y)) throw new Refusal("The pattern opens a group that it does not close.");
      return inner;
    }
    const character = this.take(CHARACTER);
    if (!character) throw new Refusal(this.whyNot());
    return { kind: "character", test: characterTest(character[0]) };
  }

  private counted(part: Part): Part {
    const count = this.take(COUNT);
    if (!count) return part;
    const [, sign, least, comma, most] = count;
    const min = sign ? Number(sign === "+") : Number(least);
    const max = sign === "?" ? 1 : sign || (comma && !most) ? Number.POSITIVE_INFINITY : Number(most ?? least);
    if (min > MAX_COUNT || (max > MAX_COUNT && max !== Number.POSITIVE_INFINITY))
      throw new Refusal(`A count in a pattern is at most ${MAX_COUNT}.`);
    if (max < min) throw new Refusal("A count in the pattern has its larger number first.");
    return { kind: "repeat", part, min, max };
  }

  private whyNot(): string {
    const rest = this.source.slice(this.at);
    if (/^(\(\?|\\[1-9kbB])/.test(rest))
      return "Look-around, word boundaries and back references cannot be used in a pattern.";
    return `Not a regular expression from ${JSON.stringify(rest.slice(0, 10))} on.`;
  }

  private take(token: RegExp): RegExpExecArray | null {
    token.lastIndex = this.at;
    const found = token.exec(this.source);
    if (found) this.at = token.lastIndex;
    return found;
  }
}

function whole(kind: "choice" | "sequence", parts: Part[]): Part {
  const [only, ...others] = parts;
  return only && others.length === 0 ? only : { kind, parts };
}

function characterTest(source: string): RegExp {
  const isPlain = /^\\[^A-Za-z0-9]$/u.test(source);
  try {
    return new RegExp(`^${isPlain ? `[\\u{${source.codePointAt(1)?.toString(16)}}]` : source}$`, "u");
  } catch {
    throw new Refusal(`${source} is not a character class that is known here.`);
  }
}
