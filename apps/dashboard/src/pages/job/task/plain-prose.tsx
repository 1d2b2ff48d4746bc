import { blocksOf } from "./prose-blocks.ts";

/** A text as it was typed: its line breaks are kept, and lines that begin with a dash or a star are a list. */
export function PlainProse({ text }: { text: string }) {
  return (
    <div className="grid max-w-prose gap-2 wrap-anywhere">
      {blocksOf(text).map((block, index) =>
        block.kind === "list" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place
          <ul key={index} className="grid list-disc gap-1 pl-5 marker:text-muted">
            {block.items.map((item, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an item is known by its place
              <li key={place} className="whitespace-pre-line">
                {item}
              </li>
            ))}
          </ul>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place
          <p key={index} className="whitespace-pre-line">
            {block.text}
          </p>
        ),
      )}
    </div>
  );
}
