import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/server/browser-path.ts";
import { type Credentials, signIn } from "../../scripts/server/sign-in.ts";
import { ADMIN } from "./server.ts";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: QUIET });
}

const signedIn = new Map<string, Promise<string>>();

/** One session for all pages of a person, as in one browser. */
async function sessionCookie(origin: string, credentials: Credentials) {
  const key = `${origin} ${credentials.email}`;
  const cookie = signedIn.get(key) ?? signIn(origin, credentials);
  signedIn.set(key, cookie);
  const [name = "", value = ""] = (await cookie).split("=");
  return { name, value, url: origin, httpOnly: true };
}

/** How long anything on a page may take to appear. */
const WITHIN_MS = 15_000;

export const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

interface PageOptions extends BrowserContextOptions {
  url: string;
  /** Where to sign in, where that is not where the page is. */
  origin?: string;
  /** Null where nobody has signed in. */
  as?: Credentials | null;
}

/** A page in a context of its own, signed in as the first administrator; what goes wrong in it is kept in `complaints`. */
export async function openPage(
  browser: Browser,
  { url, origin = new URL(url).origin, as = ADMIN, ...options }: PageOptions,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext(options);
  if (as) await context.addCookies([await sessionCookie(origin, as)]);
  const page = await context.newPage();
  page.setDefaultTimeout(WITHIN_MS);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}
