import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Tag } from "../../components/tag.tsx";
import { useCan } from "../../session/use-me.ts";
import { useGroups } from "../devices/use-groups.ts";
import { AboutForm } from "./about-form.tsx";
import type { DeviceDetail } from "./device-detail.ts";
import { attributesOf } from "./device-draft.ts";

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-3">
      <dt className="text-muted wrap-anywhere">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

/** What is known of a device; what people know of it can be changed in place. */
export function AboutCard({ device }: { device: DeviceDetail }) {
  const can = useCan();
  const [isEditing, setIsEditing] = useState(false);
  const { names } = useGroups();
  const { own, noted } = attributesOf(device.attributes);
  const groupIds = [...new Set([...device.groupIds, ...device.dynamicGroupIds])];
  return (
    <Card
      title="About"
      aside={
        can("devices.update") &&
        !isEditing &&
        device.revokedAt === null && (
          <Button tone="quiet" className="-mr-2 ml-auto" onClick={() => setIsEditing(true)}>
            Change
          </Button>
        )
      }
    >
      {isEditing ? (
        <AboutForm device={device} onDone={() => setIsEditing(false)} />
      ) : (
        <dl className="grid gap-2 p-3.5 text-[13.5px]">
          {noted.map(([name, value]) => (
            <Row key={name} name={name}>
              <span className="font-mono text-[.93em]">{value}</span>
            </Row>
          ))}
          {noted.length === 0 && <Row name="Attributes">None noted yet</Row>}
          <Row name="Groups">
            {groupIds.length === 0 && "None"}
            <span className="flex flex-wrap gap-1">
              {groupIds.map((id) => (
                <Link key={id} to="/devices" search={{ group: id }} className="max-w-full no-underline">
                  <Tag tone="accent" title={device.groupIds.includes(id) ? "Picked by hand" : "By its attributes"}>
                    {names.get(id) ?? "…"}
                  </Tag>
                </Link>
              ))}
            </span>
          </Row>
          {device.notes && (
            <Row name="Notes">
              <span className="whitespace-pre-line">{device.notes}</span>
            </Row>
          )}
          <Row name="Can do">{device.capabilities.kinds.map((kind) => `${kind}s`).join(", ")}</Row>
          {device.capabilities.types && <Row name="Types">{device.capabilities.types.join(", ")}</Row>}
          {own.length > 0 && (
            <div className="mt-1 border-t border-line pt-2.5">
              <dt className="text-[12.5px] font-medium">What the device says of itself</dt>
              <dd className="sr-only">{own.length} attributes</dd>
            </div>
          )}
          {own.map(([name, value]) => (
            <Row key={name} name={name.replace(/^device\./, "")}>
              <span className="font-mono text-[.93em]">{value}</span>
            </Row>
          ))}
        </dl>
      )}
    </Card>
  );
}
