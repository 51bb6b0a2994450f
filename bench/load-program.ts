import { Pool } from "undici";
import { answerLines } from "./child-program.ts";
import { loadSchema, type Load, type LoadOutcome } from "./load.ts";

/** Characters of a bad answer that are shown. */
const SHOWN_CHARACTERS = 500;

/** Sends what {@link Load} says and measures each answer from its first byte sent to its last byte read. */
async function run(load: Load): Promise<LoadOutcome> {
  const { origin, pathname } = new URL(load.url);
  const pool = new Pool(origin, { connections: load.connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  const headers = { "content-type": "application/json", accept: "application/json", ...load.headers };
  const startedAt = performance.now();
  let sent = 0;

  async function send(body: string): Promise<void> {
    const sentAt = performance.now();
    const response = await pool.request({ method: "POST", path: pathname, headers, body });
    const answer = Buffer.from(await response.body.arrayBuffer());
    if (response.statusCode === 200 && answer.includes(load.expected)) {
      latenciesMs.push(performance.now() - sentAt);
    } else {
      failures.push(`${String(response.statusCode)} ${answer.toString("utf8", 0, SHOWN_CHARACTERS)}`);
    }
  }

  async function keepSending(): Promise<void> {
    while (performance.now() - startedAt < load.durationMs && (!load.isOnce || sent < load.bodies.length)) {
      const body = load.bodies[sent % load.bodies.length] ?? "";
      sent += 1;
      await send(body).catch((error: unknown) => failures.push(String(error)));
    }
  }

  await Promise.all(Array.from({ length: load.connections }, keepSending));
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  return { elapsedMs, latenciesMs, failures: failures.length, firstFailure: failures[0] ?? null };
}

if (import.meta.main) await answerLines(async (question) => run(loadSchema.parse(question)));
