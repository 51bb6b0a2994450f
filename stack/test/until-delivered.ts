import type postgres from "postgres";
import { vi } from "vitest";
import { undelivered } from "../undelivered.ts";

/** Resolves when every message that was written is delivered. @throws Error naming what is left after `timeoutMs` */
export function untilDelivered(admin: postgres.Sql, timeoutMs = 30_000): Promise<void> {
  return vi.waitFor(
    async () => {
      const left = await undelivered(admin);
      if (Object.keys(left).length > 0) throw new Error(`Messages are left: ${JSON.stringify(left)}`);
    },
    { timeout: timeoutMs, interval: 20 },
  );
}
