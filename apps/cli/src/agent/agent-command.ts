import { LOG_LEVELS } from "@fieldline/agent/log";
import { enrolmentPort } from "@fieldline/agent/trpc-device-port";
import { Command, Option } from "commander";
import { type EnrolOptions, enroll } from "./enroll.ts";
import { type RunOptions, runAgent } from "./run/run-agent.ts";
import { installService, type ServiceOptions, serviceUnit, uninstallService } from "./service/service.ts";
import { defaultFolder } from "./settings.ts";
import { statusInWords, statusOf } from "./status.ts";

interface Folder {
  config: string;
}

const tell = (text: string) => void process.stdout.write(`${text}\n`);
const collect = (value: string, before: string[] = []) => [...before, value];

/** `fieldline agent`: this machine as a device. */
export function agentCommand(): Command {
  const agent = new Command("agent").description("This machine as a device: takes work from the server and does it.");
  withFolder(agent.command("enroll"))
    .description("Make this machine a device, with a one-time token.")
    .requiredOption("--server <url>", "the server's address, such as https://fieldline.example.net")
    .option("--token <token>", "the enrollment token (fle_…); or set FIELDLINE_ENROLLMENT_TOKEN")
    .option("--name <name>", "the device's name (default: the host name)")
    .option("--account <number>", "the customer's account number")
    .option("--mac <address>", "the MAC address by which people find it")
    .option("--attribute <name=value>", "what is known of it, such as site=north; may be repeated", collect)
    .option("--handlers <module>", "also take tasks, of the types that this module has handlers for")
    .option("--force", "replace the enrolment that is there")
    .action(async (options: EnrolOptions & Folder) => tell(await enroll(options.config, options, enrolmentPort)));
  withFolder(agent.command("run"))
    .description("Take work and do it, until stopped.")
    .option("--handlers <module>", "do tasks by the handlers that this module exports as its default")
    .option("--poll-only", "ask every now and then, and hold no push channel open")
    .addOption(new Option("--log-level <level>", "what is logged").choices(LOG_LEVELS))
    .action((options: RunOptions & Folder) => runAgent(options.config, options));
  withFolder(agent.command("status"))
    .description("Say whether the agent runs, and what it has still to send.")
    .option("--json", "as JSON")
    .action(({ config, json }: Folder & { json?: boolean }) => {
      const status = statusOf(config);
      tell(json ? JSON.stringify(status) : statusInWords(status));
    });
  agent.addCommand(serviceCommand());
  return agent;
}

function serviceCommand(): Command {
  const service = new Command("service").description("The agent as a systemd service.");
  withFolder(service.command("install"))
    .description("Install and start the service.")
    .option("--user <name>", "the account that it runs as (default: the present one)")
    .option("--handlers <module>", "do tasks by the handlers that this module exports as its default")
    .option("--print", "print the unit, and change nothing")
    .action(async ({ config, print, ...options }: Folder & ServiceOptions & { print?: boolean }) =>
      tell(print ? serviceUnit(config, options).trimEnd() : await installService(config, options)),
    );
  service
    .command("uninstall")
    .description("Stop and remove the service.")
    .action(() => tell(uninstallService()));
  return service;
}

function withFolder(command: Command): Command {
  return command.option("--config <folder>", "where agent.json and the agent's state are", defaultFolder());
}
