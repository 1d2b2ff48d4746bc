import type { Look } from "@fieldline/ui/status";
import type { JSX } from "solid-js";

/** A state as a shape and a word in its tone. */
export function Chip(props: { look: Look; children?: JSX.Element }) {
  return (
    <span class={`chip tone-${props.look.tone}`}>
      <svg
        viewBox="0 0 12 12"
        fill={props.look.isFilled ? "currentColor" : "none"}
        stroke="currentColor"
        stroke-width={props.look.isFilled ? 0 : 1.8}
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <path d={props.look.icon} />
      </svg>
      {props.children ?? props.look.word}
    </span>
  );
}
