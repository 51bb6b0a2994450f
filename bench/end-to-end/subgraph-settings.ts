import { z } from "zod";

/** The subgraphs that stand today. */
export const SUBGRAPHS = ["auth", "users", "appointments", "audit"] as const;

/** A name of {@link SUBGRAPHS}. */
export type SubgraphName = (typeof SUBGRAPHS)[number];

/** What a subgraph's process is told. */
export const subgraphSettingsSchema = z.object({
  name: z.enum(SUBGRAPHS),
  /** Of its own login role, and of messaging's. */
  urls: z.object({ database: z.url(), messaging: z.url() }),
  /** Shared with the router; base64. */
  key: z.base64(),
  /** Only auth's; base64. */
  sealingKey: z.base64(),
});

/** See {@link subgraphSettingsSchema}. */
export type SubgraphSettings = z.infer<typeof subgraphSettingsSchema>;
