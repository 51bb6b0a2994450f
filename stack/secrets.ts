import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { ConfigError } from "#shared/config/load-config.ts";
import type { StackConfig } from "./config.ts";

const KEY_BYTES = 32;

/** A key ring for one run: within one process nobody else has to know it. */
export function newViewerKeys(): ViewerKeyRing {
  return [{ kid: "run", secret: randomBytes(KEY_BYTES) }];
}

/**
 * The key that seals secrets in the database of a data directory: made at the first start, kept in a file that only
 * its owner can read. A deployment passes its own by `CLINIC_SEALING_KEY` instead.
 */
export async function readOrMakeSealingKey(dataDirectory: string): Promise<Uint8Array> {
  const file = join(dataDirectory, "sealing-key");
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined) return Buffer.from(kept, "base64");
  const key = randomBytes(KEY_BYTES);
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(file, key.toString("base64"), { mode: 0o600 });
  return key;
}

/**
 * The sealing key for whoever seals or opens what is in the database: the configured one, or that of the embedded Postgres.
 * @throws ConfigError for a Postgres of the operator's own when none is configured: one that is made would be lost, or not be
 *   that of its other processes
 */
export async function sealingKeyOf(config: StackConfig, command: string): Promise<Uint8Array> {
  assertSealingKeyGiven(config, command);
  return config.auth.sealingKey ?? (await readOrMakeSealingKey(config.dataDirectory));
}

/** Refuses where {@link sealingKeyOf} would, before anything is done to the database. @throws ConfigError */
export function assertSealingKeyGiven({ auth, externalDatabase }: StackConfig, command: string): void {
  if (auth.sealingKey !== undefined || externalDatabase === undefined) return;
  const variable = "CLINIC_SEALING_KEY";
  const message = `${variable} is missing: give the one that seals what is in that Postgres.`;
  throw new ConfigError(command, [{ variable, kind: "missing", message }]);
}
