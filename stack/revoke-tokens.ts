import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { revokeLeakedTokens, type Leak } from "../subgraphs/auth/revoke-leaked-tokens.ts";
import { readStackConfig } from "./config.ts";
import { withStackDatabase } from "./open-database.ts";

const USAGE = "Usage: tokens:revoke -- --account EMAIL | --client ID | --token < FILE\n";

/** `npm run tokens:revoke`: ends tokens that have leaked, while everything serves. */
async function main(leak: Leak): Promise<void> {
  const ended = await withStackDatabase(
    readStackConfig(),
    { context: "auth", name: "tokens-revoke" },
    (database) => revokeLeakedTokens(leak, { database, clock: systemClock }),
  );
  if (ended === null) {
    process.stderr.write("There is nothing of this name, or it is no token of ours.\n");
    process.exitCode = 1;
  } else process.stdout.write(`${ended}: refused by every router within a second.\n`);
}

/** A token comes by standard input: arguments are in the shell's history, and everybody on the machine sees them. */
async function readLeak(): Promise<Leak | undefined> {
  const { values } = parseArgs({
    options: { account: { type: "string" }, client: { type: "string" }, token: { type: "boolean" } },
  });
  if (Object.keys(values).length !== 1) return undefined;
  if (values.account !== undefined) return { kind: "ACCOUNT", email: values.account };
  if (values.client !== undefined) return { kind: "CLIENT", clientId: values.client };
  return { kind: "TOKEN", token: (await text(process.stdin)).trim() };
}

try {
  const leak = await readLeak();
  if (leak === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
  } else await main(leak);
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exitCode = 1;
}
