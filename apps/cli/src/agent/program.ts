import { StateFault } from "@fieldline/agent/state-fault";
import { Command, CommanderError } from "commander";
import { agentCommand } from "./agent-command.ts";
import { EXIT, Exit } from "./exit.ts";
import { agentVersion } from "./version.ts";

/** Runs the command line, and ends the process with what became of it. */
export async function runProgram(argv: string[]): Promise<void> {
  process.removeAllListeners("warning");
  const program = new Command("fieldline").description("Fieldline from a terminal.").version(agentVersion());
  program.addCommand(agentCommand());
  for (const command of commandsOf(program)) command.exitOverride().showHelpAfterError();
  try {
    await program.parseAsync(argv);
    process.exit(0);
  } catch (thrown) {
    process.exit(codeOf(thrown));
  }
}

function codeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : EXIT.misused;
  if (thrown instanceof Exit || thrown instanceof StateFault) {
    process.stderr.write(`${thrown.message}\n`);
    return thrown instanceof Exit ? thrown.code : EXIT.failed;
  }
  process.stderr.write(`The agent failed: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
  return EXIT.failed;
}

function commandsOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsOf)];
}
