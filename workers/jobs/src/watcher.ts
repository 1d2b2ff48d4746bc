/** Who watches by a socket, as the worker has found out. */
export interface Watcher {
  userId: string;
  seesOthers: boolean;
}

const USER = "x-fieldline-watcher";
const SEES_OTHERS = "x-fieldline-sees-others";

/** The request that opens a watcher's socket at an object; whatever a client says of itself here is overwritten. */
export function asWatcher(request: Request, { userId, seesOthers }: Watcher): Request {
  const headers = new Headers(request.headers);
  for (const name of ["cookie", "authorization"]) headers.delete(name);
  headers.set(USER, userId);
  headers.set(SEES_OTHERS, seesOthers ? "1" : "0");
  return new Request(request.url, { headers });
}

export function watcherOf({ headers }: Request): Watcher {
  return { userId: headers.get(USER) ?? "", seesOthers: headers.get(SEES_OTHERS) === "1" };
}
