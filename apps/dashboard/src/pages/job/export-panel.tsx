import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuDownload } from "../../components/menu.tsx";

const FILES = [
  { file: "samples.csv", label: "Samples as CSV" },
  { file: "samples.ndjson", label: "Samples as NDJSON" },
  { file: "log.csv", label: "Log as CSV" },
  { file: "log.ndjson", label: "Log as NDJSON" },
] as const;

/** What can be loaded of a job. */
export function ExportPanel({ jobId, trigger }: { jobId: string; trigger: MenuTrigger }) {
  return (
    <Menu trigger={trigger} align="end">
      {FILES.map(({ file, label }) => (
        <MenuDownload key={file} href={`/api/v1/jobs/${encodeURIComponent(jobId)}/${file}`}>
          {label}
        </MenuDownload>
      ))}
    </Menu>
  );
}
