import { Lost } from "./lost-reason.ts";

const MOST_BYTES = 16 * 1024;
const PROTOCOL = "HTTP/";

/** What a reply says before its body. */
export interface ReplyHead {
  status: number;
  location?: string | undefined;
}

/** Reads a reply up to the end of its headers, 16 KiB at most; interim replies (1xx) are passed over. */
export async function readHead(stream: ReadableStream<Uint8Array>): Promise<ReplyHead> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; bytes <= MOST_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) throw new Lost("the connection was closed without a reply");
    bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
    if (!text.startsWith(PROTOCOL.slice(0, text.length))) throw new Lost("the reply is not HTTP");
    for (let end = endOfHead(text); end; end = endOfHead(text)) {
      const head = parseHead(text.slice(0, end.at));
      if (head.status >= 200 || head.status === 101) return head;
      text = text.slice(end.next);
    }
  }
  throw new Lost("the reply's headers are longer than 16 KiB");
}

function endOfHead(text: string): { at: number; next: number } | undefined {
  const match = /\r?\n\r?\n/.exec(text);
  return match ? { at: match.index, next: match.index + match[0].length } : undefined;
}

function parseHead(text: string): ReplyHead {
  const [first = "", ...fields] = text.split(/\r?\n/);
  const status = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(first)?.[1];
  if (!status) throw new Lost("the reply is not HTTP");
  const location = fields.find((field) => /^location:/i.test(field));
  return { status: Number(status), ...(location && { location: location.slice("location:".length).trim() }) };
}
