import { hkdfSync, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  decodeNamedKey,
  encodeNamedKey,
  newPrivateKey,
  publicKeyOf,
  type NamedKey,
} from "#shared/crypto/named-key.ts";
import type { ViewerKeyRing } from "#shared/auth/signed-viewer.ts";
import { ConfigError } from "#shared/config/load-config.ts";
import type { StackConfig } from "./config.ts";

const KEY_BYTES = 32;
/** File of a data directory. */
const DOCUMENT_SIGNING_KEY = "document-signing-key";

/** A key ring for one run: within one process nobody else has to know it. */
export function newViewerKeys(): ViewerKeyRing {
  return [{ kid: "run", secret: randomBytes(KEY_BYTES) }];
}

/**
 * The key that seals secrets in the database of a data directory: made at the first start, kept in a file that only
 * its owner can read. A deployment passes its own by `CLINIC_SEALING_KEY` instead.
 */
export async function readOrMakeSealingKey(dataDirectory: string): Promise<Uint8Array> {
  const make = (): string => randomBytes(KEY_BYTES).toString("base64");
  return Buffer.from(await readOrMakeSecret(dataDirectory, "sealing-key", make), "base64");
}

async function readOrMakeSecret(dataDirectory: string, name: string, make: () => string): Promise<string> {
  const kept = await readSecret(dataDirectory, name);
  if (kept !== undefined) return kept;
  const made = make();
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(join(dataDirectory, name), made, { mode: 0o600 });
  return made;
}

function readSecret(dataDirectory: string, name: string): Promise<string | undefined> {
  return readFile(join(dataDirectory, name), "utf8").catch(() => undefined);
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

/** The key that seals exports, where who starts the router has the sealing key: the same at each start, and no use for auth's secrets. */
export function exportKeyOf(sealingKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", sealingKey, "", "clinic exports", KEY_BYTES));
}

/**
 * The private key of who publishes documents from this machine: the configured one, or for the embedded Postgres one that is made
 * and kept like its sealing key.
 * @throws ConfigError for a Postgres of the operator's own when none is configured
 */
export async function documentSigningKeyOf(config: StackConfig, command: string): Promise<NamedKey> {
  const { documentSigningKey, externalDatabase, dataDirectory } = config;
  if (documentSigningKey !== undefined) return documentSigningKey;
  const variable = "CLINIC_DOCUMENT_SIGNING_KEY";
  if (externalDatabase !== undefined) {
    const message = `${variable} is missing: give the private key of who publishes.`;
    throw new ConfigError(command, [{ variable, kind: "missing", message }]);
  }
  const make = (): string => encodeNamedKey(newPrivateKey("local"));
  const key = decodeNamedKey(await readOrMakeSecret(dataDirectory, DOCUMENT_SIGNING_KEY, make), "private");
  if (key === undefined) throw new Error(`The ${DOCUMENT_SIGNING_KEY} in ${dataDirectory} is not a key.`);
  return key;
}

/** Public keys of those whose documents the routers of this configuration run. */
export async function publishersOf(config: StackConfig): Promise<readonly NamedKey[]> {
  const { publishers } = config.edge;
  if (publishers.length > 0 || config.externalDatabase !== undefined) return publishers;
  return [publicKeyOf(await documentSigningKeyOf(config, "stack"))];
}

/** The same for who only looks, and makes no key: where there is none, nobody has published. */
export async function publishersSoFar(config: StackConfig): Promise<readonly NamedKey[]> {
  const { documentSigningKey, dataDirectory } = config;
  if (
    documentSigningKey !== undefined ||
    (await readSecret(dataDirectory, DOCUMENT_SIGNING_KEY)) !== undefined
  )
    return publishersOf(config);
  return config.edge.publishers;
}
