import { tickCount } from "@fieldline/domain/grid";
import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { createSignal, lazy, Show, Suspense } from "solid-js";
import { isOnline } from "../live/online.ts";
import { go } from "../route.ts";
import { whyNot } from "../session/rights.ts";
import { Icon } from "../shell/icon.tsx";
import { PersonButton } from "../shell/person-button.tsx";
import { ThemeButton } from "../shell/theme-button.tsx";
import { canScan } from "./barcode.ts";
import { Choice } from "./choice.tsx";
import { BACK_TO_THE_EDGE, DeviceOffer } from "./device-offer.tsx";
import { type FieldErrors, needsAddress } from "./draft.ts";
import { changeDraft, draft } from "./draft-store.ts";
import { Field } from "./field.tsx";
import { MethodChoice } from "./method-choice.tsx";
import { NoStart } from "./no-start.tsx";
import { createPresets } from "./presets.ts";
import { myStarts } from "./queue-store.ts";
import { QueuedStarts } from "./queued-starts.tsx";
import { RecentTargets } from "./recent-list.tsx";
import { rememberTarget } from "./recent-targets.ts";
import { startProbe } from "./start-probe.ts";
import { AddressField, TargetField } from "./target-fields.tsx";

const BarcodeDialog = lazy(() => import("./barcode-dialog.tsx").then((module) => ({ default: module.BarcodeDialog })));

/** The edge measures no faster; a device does. */
const EDGE_CADENCE_MS = 1_000;

export function StartPage() {
  return (
    <Show when={whyNot("jobs.create")} fallback={<StartForm />}>
      {(reason) => <NoStart reason={reason()} />}
    </Show>
  );
}

function StartForm() {
  const presets = createPresets();
  const [errors, setErrors] = createSignal<FieldErrors>({});
  const [isStarting, setIsStarting] = createSignal(false);
  const [isScanning, setIsScanning] = createSignal(false);
  let form: HTMLFormElement | undefined;

  const clear = (field: keyof FieldErrors) => setErrors(({ [field]: _, form: __, start: ___, ...rest }) => rest);
  const samples = () => tickCount(draft.durationMs, draft.cadenceMs);

  async function start(event: SubmitEvent) {
    event.preventDefault();
    if (isStarting()) return;
    setIsStarting(true);
    const outcome = await startProbe({ ...draft });
    setIsStarting(false);
    if ("errors" in outcome) {
      setErrors(outcome.errors);
      queueMicrotask(() => showFirstError());
      return;
    }
    setErrors({});
    rememberTarget(draft);
    changeDraft({ text: "", chosenKind: null, address: "", notes: "", ...BACK_TO_THE_EDGE });
    if ("job" in outcome) go({ screen: "live", jobId: outcome.job.id });
    else scrollTo(0, 0);
  }

  function showFirstError() {
    const first = form?.querySelector<HTMLElement>("[aria-invalid=true], [role=alert]");
    first?.focus();
    first?.scrollIntoView({ block: "center" });
  }

  return (
    <form class="screen start" ref={form} onSubmit={start} novalidate>
      <header class="bar">
        <h1>Start a probe</h1>
        <span class="bar-end">
          <PersonButton />
          <ThemeButton />
        </span>
      </header>
      <Show when={!isOnline() && myStarts().length === 0}>
        <p class="banner connection" role="status">
          No connection. A start is kept on this phone and sent as soon as there is one.
        </p>
      </Show>
      <QueuedStarts />
      <Show when={errors().form}>
        <p class="banner" role="alert" tabIndex={-1}>
          {errors().form}
        </p>
      </Show>
      <TargetField error={errors().target} onEdit={() => clear("target")}>
        <Show when={canScan()}>
          <button type="button" class="plain" aria-label="Scan a barcode" onClick={() => setIsScanning(true)}>
            <Icon name="scan" />
          </button>
        </Show>
      </TargetField>
      <Show when={needsAddress(draft)}>
        <AddressField error={errors().address} onEdit={() => clear("address")} />
      </Show>
      <Show when={draft.text.trim() === "" && draft.method !== "simulated"}>
        <RecentTargets onChoose={(target) => changeDraft(target)} />
      </Show>
      {/* What is awaited here must not take the field from under the fingers that type into it. */}
      <Suspense fallback={<PresetBones />}>
        <Show when={presets.data} fallback={<PresetBones />}>
          {(loaded) => (
            <>
              <Choice
                legend="For"
                name="duration"
                kind="large"
                options={loaded().durationPresets.map(({ label, ms }) => ({ label, value: ms }))}
                value={draft.durationMs}
                onChoose={(durationMs) => {
                  clear("duration");
                  changeDraft({ durationMs });
                }}
                error={errors().duration}
              />
              <Choice
                legend="One every"
                name="cadence"
                options={loaded()
                  .cadencePresets.filter(({ ms }) => draft.device !== null || ms >= EDGE_CADENCE_MS)
                  .map(({ label, ms }) => ({ label, value: ms }))}
                value={draft.cadenceMs}
                onChoose={(cadenceMs) => {
                  clear("cadence");
                  changeDraft({ cadenceMs });
                }}
                error={errors().cadence}
              />
            </>
          )}
        </Show>
      </Suspense>
      <Suspense>
        <DeviceOffer error={errors().device} onEdit={() => clear("device")} />
      </Suspense>
      <MethodChoice errors={errors()} onEdit={clear} />
      <Field id="notes" label="Note (optional)" error={errors().notes}>
        {(described) => (
          <input
            {...described}
            value={draft.notes}
            placeholder="What the customer reports"
            autocomplete="off"
            onInput={({ currentTarget }) => {
              clear("notes");
              changeDraft({ notes: currentTarget.value });
            }}
          />
        )}
      </Field>
      <footer class="act">
        <Show
          when={errors().start}
          fallback={
            <p class="num muted" aria-live="polite">
              {formatQuantity(samples(), "sample")} over {formatDuration(draft.durationMs)}
            </p>
          }
        >
          <p class="num error" role="alert" tabIndex={-1}>
            {errors().start}
          </p>
        </Show>
        <button type="submit" class="big-button primary" aria-disabled={isStarting()}>
          {isStarting() ? "Starting…" : draft.method === "simulated" ? "Start the simulator" : "Start"}
        </button>
      </footer>
      <Show when={isScanning()}>
        <Suspense>
          <BarcodeDialog
            onClose={() => setIsScanning(false)}
            onCode={(text) => {
              setIsScanning(false);
              clear("target");
              changeDraft({ text, chosenKind: null });
            }}
          />
        </Suspense>
      </Show>
    </form>
  );
}

function PresetBones() {
  return (
    <div class="choice large" aria-hidden="true">
      <span class="bone bone-line short" />
      <div class="options">
        <span class="bone" />
        <span class="bone" />
        <span class="bone" />
      </div>
    </div>
  );
}
