/**
 * A `runCommand`'s program and arguments: its text split at commas.
 * As in the AWS client `\,` is a comma that does not split, and a backslash elsewhere is itself. Backslashes right
 * before a comma pair up: `\\,` ends an argument in one backslash.
 */
export function splitCommand(command: string): string[] {
  const args: string[] = [];
  let argument = "";
  let from = 0;
  for (const { index, 0: found, 1: backslashes = "" } of command.matchAll(/(?<!\\)(\\*),/g)) {
    argument += command.slice(from, index) + backslashes.slice(0, Math.floor(backslashes.length / 2));
    from = index + found.length;
    if (backslashes.length % 2 === 1) {
      argument += ",";
      continue;
    }
    args.push(argument);
    argument = "";
  }
  return [...args, argument + command.slice(from)];
}

/** The text that `splitCommand` splits into exactly these arguments; there is at least one. */
export function joinCommand(args: readonly string[]): string {
  const escaped = args.map((argument) => argument.replace(/(?<!\\)(\\*),/g, "$1$1\\,"));
  const last = escaped.length - 1;
  return escaped.map((argument, at) => (at === last ? argument : argument.replace(/(?<!\\)\\+$/, "$&$&"))).join(",");
}
