import { parseArgs } from "node:util";
import { z } from "zod";
import { systemClock } from "#shared/time/clock.ts";
import { CLIENT_NAME, DOCUMENT_ID } from "../router/documents/manifest.ts";
import { readStackConfig } from "./config.ts";
import { describePublishingFailure, withPublisher } from "./with-publisher.ts";

const USAGE =
  "Usage: documents:retire -- --client NAME --id sha256:... [--id ...] --on 2027-01-31 | --now\n" +
  "  --on  a day, at whose beginning (UTC) they end, or an instant such as 2027-01-31T12:00:00Z\n";

const whenSchema = z.union([z.iso.datetime(), z.iso.date().transform((day) => `${day}T00:00:00Z`)]);

interface Wanted {
  readonly client: string;
  readonly ids: readonly string[];
  readonly retiresAt: Date;
}

/** `npm run documents:retire`: says when documents of a client end, while everything serves. */
async function main({ client, ids, retiresAt }: Wanted): Promise<void> {
  const { sequence } = await withPublisher(readStackConfig(), "documents:retire", (publisher) =>
    publisher.retire(client, ids, retiresAt),
  );
  process.stdout.write(
    `${String(ids.length)} of ${client} end at ${retiresAt.toISOString()}, as its publication ${String(sequence)} says: ` +
      "until then answers carry the headers Deprecation and Sunset.\n",
  );
}

function readArguments(): Wanted | undefined {
  const { values } = parseArgs({
    options: {
      client: { type: "string" },
      id: { type: "string", multiple: true, default: [] },
      on: { type: "string" },
      now: { type: "boolean", default: false },
    },
  });
  const { client, id: ids, on, now } = values;
  const when = whenSchema.safeParse(on);
  const isTimed = now ? on === undefined : when.success;
  if (client === undefined || !CLIENT_NAME.test(client) || !isTimed) return undefined;
  if (ids.length === 0 || !ids.every((id) => DOCUMENT_ID.test(id))) return undefined;
  return { client, ids, retiresAt: when.success ? new Date(when.data) : systemClock() };
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
