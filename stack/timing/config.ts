import { z } from "zod";

const environment = z.object({ TIMING_SAMPLES: z.coerce.number().int().min(20).default(400) });

/** How many samples of each kind are taken. A malformed variable is refused by name. */
export function readTimingConfig(env: NodeJS.ProcessEnv = process.env): { readonly samples: number } {
  return { samples: environment.parse(env).TIMING_SAMPLES };
}
