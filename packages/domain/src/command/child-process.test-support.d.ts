/** What tests take of Node, whose types would let the domain itself use it. */
declare module "node:child_process" {
  export function execFileSync(
    program: string,
    args: readonly string[],
    options: { encoding: "utf8"; stdio: ("ignore" | "pipe")[] },
  ): string;
}
