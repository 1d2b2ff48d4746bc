export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
type Fields = Record<string, unknown>;

/** What the agent tells its operator. Output of jobs and secrets never come here. */
export type Logger = Record<LogLevel, (message: string, fields?: Fields) => void>;

interface LogOptions {
  level: LogLevel;
  /** Readable lines rather than JSON. */
  isTerminal: boolean;
  write(line: string): void;
}

/** A logger of one line an event: JSON, or words where a person reads along. */
export function createLogger({ level, isTerminal, write }: LogOptions): Logger {
  const lowest = LOG_LEVELS.indexOf(level);
  const at =
    (name: LogLevel) =>
    (message: string, fields: Fields = {}) => {
      if (LOG_LEVELS.indexOf(name) < lowest) return;
      const time = new Date().toISOString();
      if (!isTerminal) return write(`${JSON.stringify({ time, level: name, ...fields, message })}\n`);
      const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
      write(`${time.slice(11, 19)} ${name.padEnd(5)} ${message}${rest.join("")}\n`);
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** A logger on stderr. */
export function stderrLogger(level: LogLevel): Logger {
  return createLogger({
    level,
    isTerminal: process.stderr.isTTY === true,
    write: (line) => void process.stderr.write(line),
  });
}
