import { Button } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { Moment } from "../components/moment.tsx";
import { Tag } from "../components/tag.tsx";

export interface VersionLine {
  version: number;
  createdAt: number;
  createdBy: { id: string; name: string };
}

interface VersionsCardProps {
  versions: readonly VersionLine[];
  current: number;
  onView: (version: number) => void;
}

/** Every version there was, the newest first. */
export function VersionsCard({ versions, current, onView }: VersionsCardProps) {
  const newestFirst = [...versions].sort((a, b) => b.version - a.version);
  return (
    <Card title="Versions">
      <ol className="max-h-80 overflow-y-auto">
        {newestFirst.map(({ version, createdAt, createdBy }) => (
          <li
            key={version}
            className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-3.5 py-1.5 last:border-0"
          >
            <span className="font-medium">Version {version}</span>
            {version === current && <Tag tone="accent">current</Tag>}
            <span className="min-w-0 flex-1 text-[12.5px] text-muted">
              {createdBy.name}, <Moment at={createdAt} />
            </span>
            <Button tone="quiet" aria-label={`View version ${version}`} onClick={() => onView(version)}>
              View
            </Button>
          </li>
        ))}
      </ol>
    </Card>
  );
}
