import { HttpClient } from "../lib/http.ts";
import { type Product, startProduct } from "../lib/product.ts";
import { makeStateFolder } from "../lib/state-folders.ts";
import { inParallel } from "../lib/waiting.ts";

/** A device as a process can play ten thousand of them: its credentials and its word over shared connections. */
export interface SimulatedDevice {
  id: string;
  secret: string;
  accessToken: string;
  http: HttpClient;
}

const CALLS_A_REQUEST = 20;
const REQUESTS_AT_ONCE = 4;
const PLACES = 200;
const CAPABILITIES = { kinds: ["probe", "command"] };

const fleets = new Map<number, { state: string; devices: SimulatedDevice[] }>();

/** Runs the product with so many devices enrolled, through the API; they are enrolled once for all who ask for as many. */
export async function withFleet<T>(
  count: number,
  act: (product: Product, devices: SimulatedDevice[]) => Promise<T>,
): Promise<T> {
  const known = fleets.get(count);
  const state = known?.state ?? makeStateFolder(`fleet-of-${count}`);
  const product = await startProduct(state);
  const http = new HttpClient(product.url);
  try {
    // Enrolling a large fleet takes most of the time that its first tokens hold.
    const devices = await refresh(http, known?.devices ?? (await enrol(product, http, count)));
    fleets.set(count, { state, devices });
    return await act(product, devices);
  } finally {
    http.close();
    await product.stop();
  }
}

interface Access {
  deviceId: string;
  secret: string;
  accessToken: string;
}

/** As an installer would, from many places: one place may not enrol so many in so short a time. */
async function enrol(product: Product, http: HttpClient, count: number): Promise<SimulatedDevice[]> {
  const asAdmin = http.with({ authorization: `Bearer ${product.token}` });
  return inBatches(count, async (names, at) => {
    const invited = await call<{ token: string }>(
      asAdmin,
      "devices.createEnrollment",
      names.map(() => ({})),
    );
    const inputs = invited.map(({ token }, index) => ({ token, name: names[index], capabilities: CAPABILITIES }));
    const enrolled = await call<Access>(fromPlace(http, at), "device.enroll", inputs);
    return enrolled.map((access) => deviceOf(http, access));
  });
}

/** Access tokens hold for a quarter of an hour, and a fleet may be used by one topic after the other. */
async function refresh(http: HttpClient, devices: SimulatedDevice[]): Promise<SimulatedDevice[]> {
  return inBatches(devices.length, async (names, at) => {
    const batch = devices.slice(at, at + names.length);
    const inputs = batch.map(({ id, secret }) => ({ deviceId: id, secret }));
    const fresh = await call<Pick<Access, "accessToken">>(fromPlace(http, at), "device.refresh", inputs);
    return batch.map(({ id, secret }, index) =>
      deviceOf(http, { deviceId: id, secret, accessToken: fresh[index]?.accessToken ?? "" }),
    );
  });
}

async function inBatches<T>(count: number, act: (names: string[], at: number) => Promise<T[]>): Promise<T[]> {
  const results: T[][] = [];
  await inParallel(Math.ceil(count / CALLS_A_REQUEST), REQUESTS_AT_ONCE, async (index) => {
    const at = index * CALLS_A_REQUEST;
    const size = Math.min(CALLS_A_REQUEST, count - at);
    const names = Array.from({ length: size }, (_, offset) => `gw-${at + offset}`);
    results[index] = await act(names, at);
  });
  return results.flat();
}

async function call<T>(http: HttpClient, procedure: string, inputs: object[]): Promise<T[]> {
  const path = `/trpc/${inputs.map(() => procedure).join(",")}?batch=1`;
  const answers = JSON.parse(await http.send(path, { ...inputs })) as { result: { data: T } }[];
  return answers.map(({ result }) => result.data);
}

function fromPlace(http: HttpClient, at: number): HttpClient {
  return http.with({ "cf-connecting-ip": `198.51.100.${(at / CALLS_A_REQUEST) % PLACES}` });
}

function deviceOf(http: HttpClient, { deviceId: id, secret, accessToken }: Access): SimulatedDevice {
  return { id, secret, accessToken, http: http.with({ authorization: `Bearer ${accessToken}` }) };
}
