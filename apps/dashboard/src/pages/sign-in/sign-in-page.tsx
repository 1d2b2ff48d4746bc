import { useRouterState } from "@tanstack/react-router";
import { Notice } from "../../components/notice.tsx";
import { Mark } from "../../shell/mark.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** Where everybody who is not signed in begins. */
export function SignInPage() {
  usePageTitle("Sign in");
  const endedSessionOf = useRouterState({ select: ({ location }) => location.state.endedSessionOf });
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-8">
      <div className="w-full max-w-95">
        <p className="mb-5 flex items-center justify-center gap-2.5 text-[20px] font-bold tracking-[-.01em]">
          <Mark size={24} /> Fieldline
        </p>
        {endedSessionOf && (
          <Notice tone="info" role="status" className="mb-3">
            <span className="text-[14px]">Your session has ended. Sign in to go on where you were.</span>
          </Notice>
        )}
        <section aria-labelledby="sign-in-title" className="rounded-md border border-line bg-surface p-6 max-sm:p-4.5">
          <h1 id="sign-in-title" className="mb-4 text-[18px] leading-tight font-[650] tracking-[-.01em]">
            Sign in
          </h1>
          <SignInForm knownEmail={endedSessionOf} />
        </section>
        <p className="mt-4 px-1 text-center text-[12.5px] text-muted">
          First time here? The first administrator's password was printed once, when the server first started. Everybody
          else gets theirs from an administrator.
        </p>
      </div>
    </main>
  );
}
