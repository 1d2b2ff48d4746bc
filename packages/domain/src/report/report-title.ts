import type { ProbeJob, ProbeMethod } from "../job/job.ts";
import type { ShareChoice } from "./report.ts";

const METHOD_WORDS: Record<ProbeMethod, string> = {
  icmp: "Ping",
  tcp: "TCP",
  http: "HTTP",
  traceroute: "Traceroute",
  simulated: "Simulated",
};
/** Shorter parts of a person's name stand in too many words. */
const TELLING_LETTERS = 3;

/** The job's name; where that tells what the link is not to show, the method and the target's host and port. */
export function reportTitle(job: ProbeJob, choice: ShareChoice): string {
  return tells(job, choice) ? neutralTitle(job) : job.name;
}

function tells({ name, notes, requesterName, spec: { target } }: ProbeJob, choice: ShareChoice): boolean {
  const hidden = [target.mac, target.ip === target.host ? undefined : target.ip, notes];
  if (target.path !== "/") hidden.push(target.path);
  if (!choice.showsAccount) hidden.push(target.accountNumber);
  if (!choice.showsRequester) hidden.push(requesterName, ...requesterName.split(/\s+/).filter(isTelling));
  return hidden.some((text) => text && holds(name, text));
}

/** As it stands, or without case and separators: `4711-12` is told by `Line 47 11 12` too. */
function holds(name: string, text: string): boolean {
  const bare = folded(text);
  return name.includes(text) || (bare !== "" && folded(name).includes(bare));
}

function isTelling(word: string): boolean {
  return folded(word).length >= TELLING_LETTERS;
}

function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

function neutralTitle({ spec: { method, target } }: ProbeJob): string {
  const address = target.host.includes(":") ? `[${target.host}]` : target.host;
  return `${METHOD_WORDS[method]} ${address}${target.port === undefined ? "" : `:${target.port}`}`;
}
