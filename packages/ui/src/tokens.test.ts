/// <reference types="node" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

const blocks = [...css.matchAll(/\{([^{}]*)\}/g)].map(
  ([, body]) => new Map([...(body ?? "").matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? "", m[2] ?? ""])),
);
const [light, darkBySystem, darkByChoice] = blocks as [Map<string, string>, Map<string, string>, Map<string, string>];

function luminance(hex: string) {
  const full = hex.length === 4 ? [...hex.slice(1)].map((c) => c + c).join("") : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((i) => {
    const channel = Number.parseInt(full.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: Map<string, string>, text: string, ground: string) {
  const [a, b] = [luminance(theme.get(text) ?? ""), luminance(theme.get(ground) ?? "")];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const TEXTS = ["text", "muted", "faint", "accent", "ok", "warn", "bad", "info", "idle"];
const PAIRS = [
  ...TEXTS.flatMap((text) => ["bg", "surface", "raised"].map((ground) => [text, ground])),
  ...["accent", "ok", "warn", "bad", "info", "idle"].map((tone) => [tone, `${tone}-weak`]),
  ["text", "accent-weak"],
  ["muted", "accent-weak"],
  ["on-accent", "accent"],
  ["on-bad", "bad"],
] as [string, string][];

describe.each([
  ["light", light],
  ["dark", darkByChoice],
])("the %s tokens", (_, theme) => {
  it.each(PAIRS)("--%s on --%s reads at 4.5:1 or better", (text, ground) => {
    expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["bg", "surface"])("the edge of a control on --%s stands out at 3:1", (ground) => {
    expect(contrast(theme, "control-line", ground)).toBeGreaterThanOrEqual(3);
  });
});

it("gives the same dark theme by the system's choice and by the reader's", () => {
  expect([...darkBySystem]).toEqual([...darkByChoice]);
});

it("prints on paper with the light ones, whatever is on the screen", () => {
  const dark = [...css.matchAll(/@media ([^{]+)\{\s*:root[^{]*\{\s*color-scheme: dark/g)].map(([, media]) =>
    media?.trim(),
  );
  expect(dark).toEqual(["screen and (prefers-color-scheme: dark)", "screen"]);
  expect(css.match(/color-scheme: dark/g)).toHaveLength(3);
});
