import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createCertifier, type Certificate } from "../router/documents/certificate.ts";
import { CLIENT_KINDS, CLIENT_NAME, type ClientKind } from "../router/documents/manifest.ts";
import { readOperations, type NamedOperation } from "../router/documents/publishing/read-operations.ts";
import { readStackConfig } from "./config.ts";
import { describePublishingFailure, withPublisher } from "./with-publisher.ts";

const USAGE =
  "Usage: documents:publish -- --client NAME --file FILE.graphql [--new pages|program] [--dry-run]\n" +
  "  --new      the client has no documents yet: who is to run them\n" +
  "  --dry-run  says what the documents can reach, and publishes nothing\n";

interface Wanted {
  readonly client: string;
  readonly file: string;
  readonly newKind: ClientKind | undefined;
  readonly isDryRun: boolean;
}

/** `npm run documents:publish`: lets a client run the operations of a file by their ids, while everything serves. */
async function main({ client, file, newKind, isDryRun }: Wanted): Promise<void> {
  const operations = readOperations(await readFile(file, "utf8"));
  const { certify } = createCertifier(
    readFileSync(new URL("../schema/supergraph.graphql", import.meta.url), "utf8"),
  );
  for (const operation of operations) tell(operation, certify(operation.text));
  if (isDryRun) return;
  const { sequence, ids } = await withPublisher(readStackConfig(), "documents:publish", (publisher) =>
    publisher.publish(client, operations, newKind),
  );
  process.stdout.write(
    sequence === null
      ? `${client} runs all of them already: nothing was published.\n`
      : `Published ${String(ids.length)} for ${client}, as its publication ${String(sequence)}: run by every router within a second.\n`,
  );
}

/** What somebody who publishes has to answer for. */
function tell({ name, id }: NamedOperation, certificate: Certificate): void {
  const { kind, fields, classes, actions, subgraphs, calls, cost } = certificate;
  const personal = Object.entries(classes).map(([of, those]) => `  ${of}: ${those.join(", ")}\n`);
  const needed = Object.entries(actions).map(([action, who]) => `  ${action}: ${who.join(", ")}\n`);
  process.stdout.write(
    `${kind} ${name}\n  ${id}\n  ${String(fields.length)} fields, ${String(cost)} points at most, ` +
      `${String(calls)} calls of ${subgraphs.join(", ")}\n${personal.join("")}${needed.join("")}\n`,
  );
}

function readArguments(): Wanted | undefined {
  const { values } = parseArgs({
    options: {
      client: { type: "string" },
      file: { type: "string" },
      new: { type: "string" },
      "dry-run": { type: "boolean", default: false },
    },
  });
  const { client, file } = values;
  const newKind = CLIENT_KINDS.find((kind) => kind.toLowerCase() === values.new);
  const isKindWrong = values.new !== undefined && newKind === undefined;
  if (client === undefined || file === undefined || !CLIENT_NAME.test(client) || isKindWrong)
    return undefined;
  return { client, file, newKind, isDryRun: values["dry-run"] };
}

try {
  const wanted = readArguments();
  if (wanted === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
  } else await main(wanted);
} catch (error) {
  process.stderr.write(`${describePublishingFailure(error)}\n`);
  process.exitCode = 1;
}
