import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuDownload } from "../../components/menu.tsx";

const SAMPLES = [
  { file: "samples.csv", label: "Samples as CSV" },
  { file: "samples.ndjson", label: "Samples as NDJSON" },
] as const;
const LOG = [
  { file: "log.csv", label: "Log as CSV" },
  { file: "log.ndjson", label: "Log as NDJSON" },
] as const;

interface ExportPanelProps {
  jobId: string;
  hasSamples: boolean;
  trigger: MenuTrigger;
}

/** What can be loaded of a job. */
export function ExportPanel({ jobId, hasSamples, trigger }: ExportPanelProps) {
  return (
    <Menu trigger={trigger} align="end">
      {[...(hasSamples ? SAMPLES : []), ...LOG].map(({ file, label }) => (
        <MenuDownload key={file} href={`/api/v1/jobs/${encodeURIComponent(jobId)}/${file}`}>
          {label}
        </MenuDownload>
      ))}
    </Menu>
  );
}
