import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "../log.ts";
import type { AttemptRef, ReportBody } from "../server/device-port.ts";
import { openSpoolDatabase } from "./database.ts";
import { JobRows } from "./job-rows.ts";
import { OutgoingReports } from "./outgoing-reports.ts";
import { OutgoingSamples } from "./outgoing-samples.ts";
import { SpoolSize } from "./spool-size.ts";

interface SpoolOptions {
  folder: string;
  maxBytes: number;
  log: Logger;
}

/** All that the server does not know yet, on disk before it is sent, gone when it is acknowledged. */
export class Spool {
  readonly #database: DatabaseSync;
  readonly jobs: JobRows;
  readonly reports: OutgoingReports;
  readonly samples: OutgoingSamples;
  readonly size: SpoolSize;

  constructor({ folder, maxBytes, log }: SpoolOptions) {
    this.#database = openSpoolDatabase(folder);
    this.jobs = new JobRows(this.#database);
    this.reports = new OutgoingReports(this.#database);
    this.samples = new OutgoingSamples(this.#database);
    this.size = new SpoolSize(this.#database, { maxBytes, log });
  }

  /** The attempt's last report; nothing runs for it from here on. One that was taken away has none. */
  conclude(ref: AttemptRef, body: ReportBody, now: number): void {
    if (this.jobs.find(ref)?.state !== "settled") this.reports.seal(ref, body, () => this.jobs.end(ref, now));
  }

  /** Whether anything of this attempt waits to be told. */
  owes(ref: AttemptRef): boolean {
    return (
      this.reports.first(ref) !== undefined || this.reports.hasUnsealed(ref) || this.samples.waiting(ref).length > 0
    );
  }

  note(name: "lastContactAt", value: string): void {
    this.#database.prepare("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)").run(name, value);
  }

  close(): void {
    this.#database.close();
  }
}
