import { MAX_CONTENT_BYTES, utf8Bytes } from "@fieldline/domain/handlers-input";
import type { Interpreter } from "@fieldline/domain/template";
import { formatBytes } from "@fieldline/ui/format";
import type { HandlerDetail } from "./handler-detail.ts";

/** A handler as it is typed. */
export interface HandlerDraft {
  name: string;
  description: string;
  interpreter: Interpreter;
  content: string;
}

export const EMPTY_HANDLER: HandlerDraft = {
  name: "",
  description: "",
  interpreter: "sh",
  content: "#!/bin/sh\nset -eu\n\n",
};

export function draftOfHandler({ name, description, interpreter, content }: HandlerDetail): HandlerDraft {
  return { name, description: description ?? "", interpreter, content };
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** What is wrong with a draft, by field. */
export function handlerErrors({ name, content }: HandlerDraft): Record<string, string> {
  const bytes = utf8Bytes(content);
  return {
    ...(!NAME.test(name) && {
      name: "A name has lower-case letters, digits, dots, hyphens or underscores, such as backup-directory.",
    }),
    ...(content.trim() === "" && { content: "Write the script." }),
    ...(bytes > MAX_CONTENT_BYTES && {
      content: `The script takes ${formatBytes(bytes)}, and at most ${formatBytes(MAX_CONTENT_BYTES)} are taken.`,
    }),
  };
}
