interface Start {
  host: string;
  port: number;
  state: string;
}

/** Why the server did not start, and what to do, in a sentence for who started it. */
export function startFaultWords(thrown: unknown, { host, port, state }: Start): string {
  const { code = "", message = String(thrown) } = (thrown ?? {}) as { code?: string; message?: string };
  if (code === "EADDRINUSE" || message.startsWith("Address already in use"))
    return `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `This machine has no address ${host}. Set HOST to one that it has, such as 127.0.0.1.`;
  if (code === "EACCES" && message.includes("listen"))
    return `This account may not listen on port ${port}. Choose one from 1024, such as PORT=8787.`;
  if (message.includes(state) && /^E(EXIST|NOTDIR|ACCES|PERM|ROFS|NOSPC)$/.test(code))
    return `The state cannot be kept in ${state}: ${message}. Set FIELDLINE_STATE to a folder that this account may write.`;
  return message;
}
