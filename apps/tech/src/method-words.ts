import type { ProbeMethod } from "@fieldline/domain/job";

export const METHOD_WORDS: Record<ProbeMethod, string> = {
  icmp: "Ping",
  tcp: "TCP",
  http: "HTTP",
  traceroute: "Traceroute",
  simulated: "Simulator",
};
