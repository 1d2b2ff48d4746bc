import { Tag } from "../../components/tag.tsx";

/** Says that something came with Fieldline and nobody has changed it. */
export function ShippedMark() {
  return (
    <Tag tone="accent" title="It came with Fieldline and nobody has changed it.">
      Shipped
    </Tag>
  );
}
