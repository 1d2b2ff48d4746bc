import type { Readout } from "./readout.ts";

/** The elements around the canvas: a focusable frame, the image with its description, and the readout. */
export interface Frame {
  root: HTMLElement;
  canvas: HTMLElement;
  showReadout(readout: Readout | null, side: "left" | "right"): void;
  describe(text: string): void;
}

const KEYS =
  "Arrow keys read one measurement after another, plus and minus zoom, Page Up and Page Down move, Escape follows again.";

/** Builds the frame inside `parent`. */
export function createFrame(parent: HTMLElement, label: string): Frame {
  const root = document.createElement("div");
  root.className = "fl-chart";
  root.tabIndex = 0;
  root.setAttribute("role", "group");
  root.setAttribute("aria-roledescription", "chart");
  root.setAttribute("aria-label", `${label}. ${KEYS}`);
  const canvas = document.createElement("div");
  canvas.className = "fl-chart-canvas";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  const box = document.createElement("div");
  box.className = "fl-chart-readout";
  box.hidden = true;
  const text = document.createElement("b");
  const time = document.createElement("time");
  box.append(text, time);
  root.append(canvas, box);
  parent.append(root);
  const spoken = () => root.matches(":focus-visible");
  return {
    root,
    canvas,
    showReadout(readout, side) {
      box.hidden = readout === null;
      if (!readout) return;
      box.setAttribute("aria-live", spoken() ? "polite" : "off");
      text.textContent = readout.text;
      text.className = readout.isLost ? "fl-chart-lost" : "";
      time.textContent = readout.time;
      time.dateTime = new Date(readout.at).toISOString();
      box.style.left = side === "left" ? "44px" : "auto";
      box.style.right = side === "right" ? "10px" : "auto";
    },
    describe(description) {
      canvas.setAttribute("aria-label", description);
    },
  };
}
