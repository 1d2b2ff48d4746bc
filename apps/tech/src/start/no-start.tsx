import { go } from "../route.ts";
import { PersonButton } from "../shell/person-button.tsx";
import { ThemeButton } from "../shell/theme-button.tsx";

/** In place of the form for those who may look but not start. */
export function NoStart(props: { reason: string }) {
  return (
    <div class="screen start">
      <header class="bar">
        <h1>Start a probe</h1>
        <span class="bar-end">
          <PersonButton />
          <ThemeButton />
        </span>
      </header>
      <div class="empty">
        <h2>You can look, but not start</h2>
        <p class="muted">{props.reason}</p>
        <a class="big-button primary" href="/jobs">
          Open the dashboard
        </a>
        <button type="button" class="big-button" onClick={() => go({ screen: "mine" })}>
          My jobs
        </button>
      </div>
    </div>
  );
}
