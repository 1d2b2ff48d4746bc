type Block = { kind: "text"; text: string } | { kind: "list"; items: string[] };

const BULLET = /^\s*[-*•]\s+(.*)$/;
const CONTINUED = /^\s{2,}\S/;

/** A text as paragraphs, with their line breaks, and lists of the lines that begin with - or *. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isApart = true;
  for (const line of text.replace(/\r\n?/g, "\n").split("\n")) {
    if (line.trim() === "") isApart = true;
    else {
      addLine(blocks, line, isApart);
      isApart = false;
    }
  }
  return blocks;
}

/** A line belongs to what is before it: an item to its list, a line to its paragraph or, where it is set in, to its item. */
function addLine(blocks: Block[], line: string, isApart: boolean): void {
  const last = blocks.at(-1);
  const item = BULLET.exec(line)?.[1];
  if (item !== undefined) {
    if (last?.kind === "list") last.items.push(item);
    else blocks.push({ kind: "list", items: [item] });
  } else if (last?.kind === "list" && !isApart && CONTINUED.test(line)) {
    last.items[last.items.length - 1] += `\n${line.trim()}`;
  } else if (last?.kind === "text" && !isApart) last.text += `\n${line}`;
  else blocks.push({ kind: "text", text: line });
}
