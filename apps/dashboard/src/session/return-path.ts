/** Stands for our own origin where only the path matters. */
const HERE = "http://here.invalid";

/** Where to go after signing in: a path of this app as `to` names it, or the overview. Never another site. */
export function returnPath(to: unknown): string {
  if (typeof to !== "string" || !to.startsWith("/") || !URL.canParse(to, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(to, HERE);
  if (origin !== HERE || pathname.startsWith("//") || pathname === "/sign-in") return "/";
  return `${pathname}${search}${hash}`;
}

/** Whether a page needs no sign-in. */
export function isOpenPage(pathname: string): boolean {
  return pathname === "/sign-in" || pathname.startsWith("/report/");
}
