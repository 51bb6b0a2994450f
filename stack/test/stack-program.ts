import { text } from "node:stream/consumers";
import { z } from "zod";
import { systemClock } from "#shared/time/clock.ts";
import { LOCAL_EDGE, startOneProcess } from "../one-process.ts";

/** What {@link startOneProcess} is started with here, as one JSON document on standard input. */
const settingsSchema = z.object({
  /** URL per context. */
  urls: z.object({
    auth: z.url(),
    users: z.url(),
    appointments: z.url(),
    audit: z.url(),
    messaging: z.url(),
  }),
  /** 32 bytes, base64. */
  sealingKey: z.base64(),
});

/** The settings of a stack in a program of its own. */
export type StackProgramSettings = z.infer<typeof settingsSchema>;

// A stack in a process that can be killed: reads its settings, prints `{"url":"http://localhost:…"}` and serves.
if (import.meta.main) {
  const { urls, sealingKey } = settingsSchema.parse(JSON.parse(await text(process.stdin)));
  const { url } = await startOneProcess({
    urlFor: (context) => urls[context],
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "silent",
    auth: { issuer: "http://localhost:4000", sealingKey: Buffer.from(sealingKey, "base64") },
  });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}
