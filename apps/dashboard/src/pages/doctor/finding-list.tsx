import type { Finding } from "@fieldline/domain/finding";
import { formatQuantity } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { Card } from "../../components/card.tsx";
import { Tag } from "../../components/tag.tsx";
import { FINDING_WORDS } from "./finding-words.ts";

const MOST_SHOWN = 200;

interface FindingListProps {
  title: string;
  findings: readonly Finding[];
}

/** What is not as it should be, or was not. */
export function FindingList({ title, findings }: FindingListProps) {
  if (findings.length === 0) return null;
  return (
    <Card title={title}>
      <ul>
        {findings.slice(0, MOST_SHOWN).map((finding) => (
          <li
            key={`${finding.kind} ${finding.jobId ?? finding.name}`}
            className="grid gap-x-4 gap-y-0.5 border-b border-line px-3.5 py-2.5 last:border-0 sm:grid-cols-[150px_minmax(0,1fr)]"
          >
            <div>
              <Tag>{FINDING_WORDS[finding.kind]}</Tag>
            </div>
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">
                {finding.jobId === null ? (
                  finding.name
                ) : (
                  <Link to="/jobs/$jobId" params={{ jobId: finding.jobId }} className="text-text">
                    {finding.name}
                  </Link>
                )}
              </p>
              <p className="text-muted">
                {finding.words}
                {!finding.isRepairable && " The doctor cannot put this right."}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {findings.length > MOST_SHOWN && (
        <p className="border-t border-line px-3.5 py-2.5 text-muted">
          And {formatQuantity(findings.length - MOST_SHOWN, "more", "more")}.
        </p>
      )}
    </Card>
  );
}
