import type { AbortRule } from "@fieldline/domain/rollout";
import { Button } from "../../components/button.tsx";
import { controlClass } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import type { FieldErrors } from "./draft-input.ts";
import { newRule, type RuleDraft } from "./rollout-draft.ts";

const MOST_RULES = 10;
const COUNTED: Record<AbortRule["on"], string> = {
  failed: "fail",
  timed_out: "time out",
  rejected: "refuse",
  all: "fail, time out or refuse",
};

interface RulesFieldsProps {
  rules: readonly RuleDraft[];
  errors: FieldErrors;
  onChange: (rules: readonly RuleDraft[]) => void;
}

/** What stops the rollout by itself: each rule is a sentence with its numbers to be filled in. */
export function RulesFields({ rules, errors, onChange }: RulesFieldsProps) {
  const change = (key: number, part: Partial<RuleDraft>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule)));
  return (
    <div className="grid gap-3">
      {rules.length === 0 && <p className="text-muted">Nothing stops it by itself, however many devices fail.</p>}
      <ol className="grid gap-3">
        {rules.map((rule, index) => (
          <li key={rule.key}>
            <fieldset aria-label={`Rule ${index + 1}`} className="relative flex flex-wrap items-center gap-x-2 gap-y-2">
              <span>{index === 0 ? "Stop when" : "or when"}</span>
              <RuleNumber
                label="Percent"
                value={rule.thresholdPercent}
                error={errors[`abort.${index}.thresholdPercent`]}
                onChange={(thresholdPercent) => change(rule.key, { thresholdPercent })}
              />
              <span>% or more</span>
              <select
                aria-label="What is counted"
                value={rule.on}
                onChange={(event) => change(rule.key, { on: event.target.value as AbortRule["on"] })}
                className={`${controlClass} w-56! max-sm:w-full!`}
              >
                {Object.entries(COUNTED).map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
              <span>once at least</span>
              <RuleNumber
                label="Devices that are through"
                value={rule.minExecuted}
                error={errors[`abort.${index}.minExecuted`]}
                onChange={(minExecuted) => change(rule.key, { minExecuted })}
              />
              <span>are through</span>
              <Button
                tone="quiet"
                aria-label={`Remove rule ${index + 1}`}
                onClick={() => onChange(rules.filter(({ key }) => key !== rule.key))}
                className="w-8 px-0! max-md:w-10 max-sm:absolute max-sm:top-0.5 max-sm:right-0"
              >
                <Icon name="close" size={13} />
              </Button>
            </fieldset>
            {[errors[`abort.${index}.thresholdPercent`], errors[`abort.${index}.minExecuted`]]
              .filter(Boolean)
              .map((words) => (
                <p key={words} className="mt-1 text-[12.5px] text-bad">
                  {words}
                </p>
              ))}
          </li>
        ))}
      </ol>
      {rules.length < MOST_RULES && (
        <div>
          <Button onClick={() => onChange([...rules, newRule(Math.max(0, ...rules.map(({ key }) => key)) + 1)])}>
            <Icon name="plus" size={13} /> {rules.length === 0 ? "Add a rule" : "Add another rule"}
          </Button>
        </div>
      )}
    </div>
  );
}

interface RuleNumberProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function RuleNumber({ label, value, error, onChange }: RuleNumberProps) {
  return (
    <input
      aria-label={label}
      aria-invalid={Boolean(error)}
      value={value}
      inputMode="decimal"
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      className={`${controlClass} w-20! text-right`}
    />
  );
}
