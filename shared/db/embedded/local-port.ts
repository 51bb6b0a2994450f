import { once } from "node:events";
import { createServer } from "node:net";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

const LOOPBACK = "127.0.0.1";

/** Where a machine's own Postgres lives; the embedded one stays away even when nothing listens there today. */
export const RESERVED_PORT = 5432;

/** What {@link choosePort} goes by; 0 and undefined mean "any". */
export interface PortWishes {
  /** The caller's; it must be had. */
  readonly requested?: number | undefined;
  /** That of the last start; kept when it is free. */
  readonly remembered?: number | undefined;
}

/**
 * Chooses a free TCP port on 127.0.0.1, never 5432. Raises `PORT_UNAVAILABLE` when the requested one is taken or
 * reserved.
 */
export async function choosePort({ requested = 0, remembered = 0 }: PortWishes): Promise<number> {
  if (requested !== 0) {
    if (requested !== RESERVED_PORT && (await bindOnce(requested)) !== undefined) return requested;
    throw new EmbeddedPostgresError(
      "PORT_UNAVAILABLE",
      requested === RESERVED_PORT
        ? `Port ${RESERVED_PORT} is left to the machine's own Postgres; choose another or none.`
        : `Port ${requested} on ${LOOPBACK} is taken; choose another or none.`,
    );
  }
  const kept = remembered === 0 || remembered === RESERVED_PORT ? undefined : await bindOnce(remembered);
  return kept ?? findFreePort();
}

async function findFreePort(): Promise<number> {
  const port = await bindOnce(0);
  return port === undefined || port === RESERVED_PORT ? findFreePort() : port;
}

/** Binds and releases `port`; the port that was bound, or undefined when it is taken. */
async function bindOnce(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, LOOPBACK);
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
