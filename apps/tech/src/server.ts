import { createFieldlineClient } from "@fieldline/client/client";
import { jobsPort } from "@fieldline/client/jobs-port";

/** The server that the page came from. */
export const BASE_URL = "";
export const server = createFieldlineClient({ baseUrl: BASE_URL });
export const jobsOfServer = jobsPort(server);
