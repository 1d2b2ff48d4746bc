/** What `ping` said of one packet. Its number counts from 0 or 1, by implementation; null where none was named. */
export interface PingPacket {
  seq: number | null;
  rttMs: number | null;
  error?: string;
}

export interface PingReading {
  packets: PingPacket[];
  /** Replies beyond the first to the same packet. */
  duplicates: number;
  /** How many packets it says to have sent, in its last words; undefined where it never came to them. */
  transmitted?: number;
  /** Why nothing could be sent at all. */
  failure?: { kind: "unknownHost" | "notPermitted"; message: string };
}

const REPLY = /^\d{1,6} .*\b(?:icmp_)?seq=(\d{1,9})\b.*[=<](\d{1,9}(?:[.,]\d{1,6})?) ?(ms|usec)( \(DUP!\)| |$)/;
const SAID_OF_PACKET = /^\S{1,20} (\S{1,80}?):?(?: \(\S{1,80}\))?:? icmp_seq=(\d{1,9}) (\D.*)$/;
const SAID = /^\d{1,6} bytes from (\S{1,255}?)(?: \((\S{1,80})\))?: ([A-Z].*)$/;
const NO_ANSWER = /^(?:Request timeout for|no answer yet for) icmp_seq[ =](\d{1,9})$/;
const NOT_SENT = /^(?:\S*\/)?ping6?: (?:sendto|sendmsg|sending packet|connect|wrote[^:]*): (.+)$/;
const UNKNOWN_HOST =
  /unknown host|bad address|Name or service not known|No address associated|Temporary failure in name resolution|nodename nor servname|cannot resolve|Name does not resolve/i;
const NOT_PERMITTED =
  /socket: (?:Operation not permitted|Permission denied)|permission denied \(are you root|Lacking privilege|missing cap_net_raw/i;
const TRANSMITTED = /^(\d{1,9}) packets transmitted/;
const REFUSED_HERE = /Do you want to ping broadcast/;

export const NO_REPLY = "no reply";
const REFUSED = "this device may not send there: its firewall or routes refuse it";

/** Reads what `ping` printed on both streams, of iputils, busybox, inetutils, macOS or FreeBSD; other lines count for nothing. */
export function readPing(text: string): PingReading {
  const bySeq = new Map<number, PingPacket>();
  const reading: PingReading = { packets: [], duplicates: 0 };
  for (const line of text.split(/\r?\n/)) readLine(line.slice(0, 500), reading, bySeq);
  return reading;
}

function readLine(line: string, reading: PingReading, bySeq: Map<number, PingPacket>): void {
  const reply = REPLY.exec(line);
  const loss = reply ? undefined : lossIn(line);
  if (reply) takeReply(reply, reading, bySeq);
  else if (loss) takeLoss(loss, reading, bySeq);
  else if (TRANSMITTED.test(line)) reading.transmitted = Number.parseInt(line, 10);
  else if (NOT_PERMITTED.test(line)) reading.failure = { kind: "notPermitted", message: words(line) };
  else if (UNKNOWN_HOST.test(line)) reading.failure ??= { kind: "unknownHost", message: "the name does not resolve" };
}

function takeReply(match: RegExpExecArray, reading: PingReading, bySeq: Map<number, PingPacket>): void {
  const [, seq, figure = "", unit, marker] = match;
  const number = Number(seq);
  const known = bySeq.get(number);
  if (marker?.includes("DUP") || (known && known.rttMs !== null)) {
    reading.duplicates++;
    return;
  }
  const rtt = Number(figure.replace(",", "."));
  const packet: PingPacket = { seq: number, rttMs: unit === "usec" ? rtt / 1_000 : rtt };
  bySeq.set(number, packet);
  if (known) reading.packets[reading.packets.indexOf(known)] = packet;
  else reading.packets.push(packet);
}

function takeLoss(packet: PingPacket, reading: PingReading, bySeq: Map<number, PingPacket>): void {
  if (packet.seq === null) {
    reading.packets.push(packet);
    return;
  }
  const known = bySeq.get(packet.seq);
  if (known) {
    if (known.error === NO_REPLY && packet.error) known.error = packet.error;
    return;
  }
  bySeq.set(packet.seq, packet);
  reading.packets.push(packet);
}

function lossIn(line: string): PingPacket | undefined {
  const silent = NO_ANSWER.exec(line);
  if (silent) return { seq: Number(silent[1]), rttMs: null, error: NO_REPLY };
  const ofPacket = SAID_OF_PACKET.exec(line);
  if (ofPacket) return { seq: Number(ofPacket[2]), rttMs: null, error: saidBy(ofPacket[1], ofPacket[3]) };
  const said = SAID.exec(line);
  if (said) return { seq: null, rttMs: null, error: saidBy(said[2] ?? said[1], said[3]) };
  const unsent = NOT_SENT.exec(line);
  if (unsent) return { seq: null, rttMs: null, error: notSent(unsent[1] ?? "") };
  if (REFUSED_HERE.test(line)) return { seq: null, rttMs: null, error: REFUSED };
  return undefined;
}

function saidBy(router: string | undefined, what = ""): string {
  const address = router && /^[\da-f:.]+(%[\w.-]+)?$/i.test(router) ? `, says ${router}` : "";
  return `${words(what).toLowerCase()}${address}`;
}

function notSent(why: string): string {
  if (/not permitted|Permission denied/i.test(why)) return REFUSED;
  return `not sent: ${words(why).toLowerCase()}`;
}

/** A program's words as they may be shown: one line, printable, short. */
function words(text: string): string {
  return text.replace(/\p{C}/gu, "").trim().slice(0, 120);
}
