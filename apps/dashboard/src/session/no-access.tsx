import { type Action, PERMISSIONS } from "@fieldline/domain/permissions";
import { Link } from "@tanstack/react-router";
import { buttonClass } from "../components/button.tsx";
import { ClosedPage } from "../shell/closed-page.tsx";
import { ROLE_WORDS } from "./role-words.ts";
import { useMe } from "./use-me.ts";

const nameOf = (role: string): string => (role in ROLE_WORDS ? ROLE_WORDS[role as keyof typeof ROLE_WORDS].name : role);

/** What is said where somebody opens a page that is not for their role. */
export function NoAccess({ page, action }: { page: string; action: Action }) {
  const me = useMe();
  const { least } = PERMISSIONS[action];
  return (
    <ClosedPage
      name={page}
      title={`“${page}” is not open to you`}
      also={
        <Link to="/" className={buttonClass()}>
          To the overview
        </Link>
      }
    >
      It takes the role {nameOf(least)}
      {least !== "admin" && " or a higher one"}, and you are signed in as {me?.name}, with the role{" "}
      {nameOf(me?.role ?? "")}. An administrator can give you another role.
    </ClosedPage>
  );
}
