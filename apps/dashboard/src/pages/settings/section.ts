import type { Config, ConfigKey } from "@fieldline/domain/config";
import type { ComponentType } from "react";

/** What is wrong, by the path within the setting's value, such as `runningJobs` or `2.label`. */
export type FieldErrors = Readonly<Record<string, string>>;

export interface FieldsProps<D> {
  draft: D;
  errors: FieldErrors;
  onChange: (draft: D) => void;
}

/** What a draft says; what cannot be read is NaN in the value and has its error here, the rest the server checks. */
export interface Reading<V> {
  value: V;
  errors: FieldErrors;
}

/** One setting's form: how its value is typed, and read again. */
export interface SettingSection<K extends ConfigKey, D> {
  key: K;
  hint: string;
  draftOf: (value: Config[K]) => D;
  read: (draft: D) => Reading<Config[K]>;
  Fields: ComponentType<FieldsProps<D>>;
}

export type HeldConfig = Config & {
  versions: Record<ConfigKey, number>;
  /** What is built into the server that is asked; a local one allows more. */
  defaults: Config;
};
