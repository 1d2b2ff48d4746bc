import { skipToken, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";

interface AgentLinkProps {
  id: string;
  /** Asked for where it is not known. */
  name: string | null;
}

/** An agent by its name, leading to its page. */
export function AgentLink({ id, name }: AgentLinkProps) {
  const api = useTRPC();
  const { data } = useQuery(api.devices.get.queryOptions(name === null ? { id } : skipToken));
  return (
    <Link
      to="/devices/$deviceId"
      params={{ deviceId: id }}
      className="font-mono text-[.93em] text-text underline decoration-line-strong underline-offset-2 hover:text-accent"
    >
      {name ?? data?.name ?? "another agent"}
    </Link>
  );
}
