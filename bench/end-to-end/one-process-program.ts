import { z } from "zod";
import { systemClock } from "#shared/time/clock.ts";
import { LOCAL_EDGE, startOneProcess } from "../../stack/one-process.ts";
import { answerLines } from "../child-program.ts";

const settingsSchema = z.object({
  /** By name of the context. */
  urls: z.object({
    auth: z.url(),
    users: z.url(),
    appointments: z.url(),
    audit: z.url(),
    messaging: z.url(),
    platform: z.url(),
  }),
  /** Base64. */
  sealingKey: z.base64(),
});

// The whole clinic in one process: starts with the settings in the first line and answers with its address.
if (import.meta.main) {
  await answerLines(async (question) => {
    const { urls, sealingKey } = settingsSchema.parse(question);
    const { url } = await startOneProcess({
      urlFor: (context) => urls[context],
      edge: LOCAL_EDGE,
      clock: systemClock,
      logLevel: "error",
      auth: { issuer: "http://localhost:4000", sealingKey: Buffer.from(sealingKey, "base64") },
    });
    return { url };
  });
}
