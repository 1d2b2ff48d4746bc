import Anser from "anser";
import type { OutputLine } from "./output-lines.ts";
import { styledText } from "./plain-text.ts";

/** A run of letters with one look. */
export interface StyledPart {
  text: string;
  className: string;
}

const HUES = ["red", "yellow", "green", "cyan", "blue", "magenta"] as const;
type Shade = (typeof HUES)[number] | "grey" | "none";

const FOREGROUND: Record<Shade, string> = {
  red: "text-bad",
  yellow: "text-warn",
  green: "text-ok",
  cyan: "text-accent",
  blue: "text-info",
  magenta: "ansi-magenta",
  grey: "text-muted",
  none: "",
};
const BACKGROUND: Record<Shade, string> = {
  red: "bg-bad-weak",
  yellow: "bg-warn-weak",
  green: "bg-ok-weak",
  cyan: "bg-accent-weak",
  blue: "bg-info-weak",
  magenta: "ansi-on-magenta",
  grey: "bg-idle-weak",
  none: "",
};
const DECORATIONS: Partial<Record<string, string>> = {
  bold: "font-bold",
  dim: "text-muted",
  italic: "italic",
  underline: "underline",
  strikethrough: "line-through",
};

/** The product's colour nearest to one of the terminal's, so that whatever a program asks for can be read. */
function shadeOf(rgb: string | null): Shade {
  const [red = 0, green = 0, blue = 0] = rgb?.split(",").map(Number) ?? [];
  if (!rgb) return "none";
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range < 40) return most > 70 && most < 230 ? "grey" : "none";
  const sixth =
    most === red
      ? ((green - blue) / range + 6) % 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return HUES[Math.round(sixth) % HUES.length] ?? "none";
}

const known = new WeakMap<OutputLine, StyledPart[]>();

/** A line as runs of one look each. What a program writes becomes text and a few known classes, never markup. */
export function styledParts(line: OutputLine): StyledPart[] {
  const before = known.get(line);
  if (before) return before;
  const text = styledText(line.text);
  const parts = text.includes("\u001b")
    ? Anser.ansiToJson(text, { json: true, remove_empty: true }).map(partOf)
    : [{ text, className: "" }];
  known.set(line, parts);
  return parts;
}

function partOf({ content, fg, bg, decorations }: Anser.AnserJsonEntry): StyledPart {
  const ground = shadeOf(bg);
  const looks = [
    ground === "none" ? FOREGROUND[shadeOf(fg)] : BACKGROUND[ground],
    ...decorations.map((decoration) => DECORATIONS[decoration] ?? ""),
  ];
  return { text: content.replaceAll("\u001b", ""), className: looks.filter(Boolean).join(" ") };
}
