import type { Job, LogEntry, Sample } from "@fieldline/domain/job";

/** Part of a history in order of `seq`; `nextSeq` null means that there is nothing more now. */
export interface Page<Entry> {
  items: Entry[];
  nextSeq: number | null;
}

export interface PageInput {
  id: string;
  afterSeq?: number;
  limit?: number;
}

interface CallOptions {
  signal?: AbortSignal;
}

/** The reads that a live job falls back on where its socket has not delivered. */
export interface JobsPort {
  get(input: { id: string }, options?: CallOptions): Promise<Job>;
  samples(input: PageInput, options?: CallOptions): Promise<Page<Sample>>;
  log(input: PageInput, options?: CallOptions): Promise<Page<LogEntry>>;
}

interface Query<Input, Output> {
  query(input: Input, options?: CallOptions): Promise<Output>;
}

/** The port that reads through a tRPC client, such as `createFieldlineClient` gives. */
export function jobsPort(client: {
  jobs: {
    get: Query<{ id: string }, Job>;
    samples: Query<PageInput, Page<Sample>>;
    log: Query<PageInput, Page<LogEntry>>;
  };
}): JobsPort {
  const { jobs } = client;
  return {
    get: (input, options) => jobs.get.query(input, options),
    samples: (input, options) => jobs.samples.query(input, options),
    log: (input, options) => jobs.log.query(input, options),
  };
}
