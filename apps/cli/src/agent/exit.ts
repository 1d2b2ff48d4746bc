/** What the process ends with; a service is not started again after 2, 3 and 4. */
export const EXIT = { failed: 1, misused: 2, dismissed: 3, alreadyRunning: 4 } as const;

/** Ends the command with a sentence on stderr. */
export class Exit extends Error {
  override readonly name = "Exit";
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
