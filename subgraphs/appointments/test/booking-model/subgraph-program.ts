import { once } from "node:events";
import { z } from "zod";
import { openDatabase } from "#shared/db/database.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { createPostgresTransport } from "#shared/messaging/postgres-transport.ts";
import { createAppointmentsSubgraph } from "../../subgraph.ts";

const settingsSchema = z.object({
  databaseUrl: z.url(),
  messagingUrl: z.url(),
  applicationName: z.string(),
  key: z.object({ kid: z.string(), secret: z.base64() }),
  /** The time that it is, all the time. */
  now: z.iso.datetime(),
});
const callSchema = z.object({
  id: z.number(),
  request: z.object({
    method: z.literal("POST"),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
});

/** The first message that the program is sent. */
export type SubgraphSettings = z.infer<typeof settingsSchema>;
/** Every later one. */
export type SubgraphCall = z.infer<typeof callSchema>;
/** What it answers to one. */
export interface SubgraphAnswer {
  readonly id: number;
  readonly response: ServiceResponse;
}

// The subgraph in a process that can be killed, without relay, consumers and timer; ends with the test that started it.
if (import.meta.main) {
  process.once("disconnect", () => process.exit());
  const [first] = (await once(process, "message")) as [unknown];
  const settings = settingsSchema.parse(first);
  const { applicationName, key } = settings;
  const now = new Date(settings.now);
  const logger = createLogger({ service: "appointments", level: "silent" });
  const open = (url: string) => openDatabase({ url, maxConnections: 10, applicationName });
  const subgraph = createAppointmentsSubgraph({
    database: open(settings.databaseUrl),
    transport: createPostgresTransport({ database: open(settings.messagingUrl), logger }),
    keys: [{ kid: key.kid, secret: Buffer.from(key.secret, "base64") }],
    clock: () => now,
    logger,
  });
  await subgraph.startServing();
  process.on("message", (message) => {
    const { id, request } = callSchema.parse(message);
    void subgraph.handle(request).then((response) => process.send?.({ id, response }));
  });
  process.send?.("serving");
}
