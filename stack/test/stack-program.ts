import { createInterface } from "node:readline";
import { z } from "zod";
import { systemClock } from "#shared/time/clock.ts";
import { LOCAL_EDGE, startOneProcess } from "../one-process.ts";

/** What {@link startOneProcess} is started with here, as the first line of standard input, in JSON. */
const settingsSchema = z.object({
  /** URL per context. */
  urls: z.object({
    auth: z.url(),
    users: z.url(),
    appointments: z.url(),
    audit: z.url(),
    messaging: z.url(),
    platform: z.url(),
  }),
  /** 32 bytes, base64. */
  sealingKey: z.base64(),
});

/** The settings of a stack in a program of its own. */
export type StackProgramSettings = z.infer<typeof settingsSchema>;

// A stack in a process that can be killed: reads its settings, prints `{"url":"http://localhost:…"}` and serves until
// it is killed or standard input ends, which it does when the test that started it is gone.
if (import.meta.main) {
  const input = createInterface(process.stdin).once("close", () => process.exit());
  const line = await new Promise<string>((resolve) => {
    input.once("line", resolve);
  });
  const { urls, sealingKey } = settingsSchema.parse(JSON.parse(line));
  const { url } = await startOneProcess({
    urlFor: (context) => urls[context],
    edge: LOCAL_EDGE,
    clock: systemClock,
    logLevel: "silent",
    auth: { issuer: "http://localhost:4000", sealingKey: Buffer.from(sealingKey, "base64") },
  });
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}
