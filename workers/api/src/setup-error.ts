/** The server cannot start as it was set up; the message says what to change and may be read by anyone. */
export class SetupError extends Error {}
