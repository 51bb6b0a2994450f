import { createHmac, createSecretKey, hash, timingSafeEqual, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../time/clock.ts";
import { viewerAsSent, viewerAt, viewerSchema, type Viewer } from "./viewer.ts";

/** One HMAC key with the id by which a header names it. */
export interface ViewerKey {
  readonly kid: string;
  /** At least 32 random bytes. */
  readonly secret: Uint8Array;
}

/** Keys shared by the router and one subgraph: the first signs, all verify, so that keys can be rotated. */
export type ViewerKeyRing = readonly [ViewerKey, ...ViewerKey[]];

/** Why a header was refused; for the log, never for the caller. */
export type SignatureProblem =
  "missing" | "malformed" | "unknown-key" | "forged" | "wrong-audience" | "expired" | "wrong-body";

/** Outcome of {@link verifyViewer}. */
export type VerifiedViewer =
  | {
      readonly ok: true;
      readonly viewer: Viewer;
      /** Address that the client called from, as the caller has it; null when it does not say. */
      readonly clientAddress: string | null;
    }
  | { readonly ok: false; readonly problem: SignatureProblem };

/** A header older (or further in the future) than this is refused. */
export const SIGNATURE_LIFETIME_MS = 30_000;

const VERSION = "v1";
/** An IPv6 address that holds an IPv4 one, with a zone. */
const LONGEST_ADDRESS = 64;
const claimsSchema = z.strictObject({
  /** Audience: the subgraph the call is for. */
  aud: z.string(),
  /** Issued at, milliseconds since the epoch. */
  iat: z.number().int(),
  /** SHA-256 of the body, base64url. */
  bsh: z.string(),
  viewer: viewerSchema,
  /** IP address of the client, told to whom it concerns. */
  ip: z.string().max(LONGEST_ADDRESS).optional(),
});

/**
 * Signs who a call speaks for, and where the client called from: `v1.<kid>.<claims>.<mac>`, the MAC being HMAC-SHA256 over everything before it.
 * Bound to one audience, one body and {@link SIGNATURE_LIFETIME_MS}.
 */
export function signViewer(input: {
  readonly viewer: Viewer;
  readonly audience: string;
  readonly body: string;
  readonly keys: ViewerKeyRing;
  readonly now: Date;
  /** Left out: the callee is not told. */
  readonly clientAddress?: string | undefined;
}): string {
  const { clientAddress: ip } = input;
  const ofCall = JSON.stringify({
    aud: input.audience,
    iat: input.now.getTime(),
    bsh: sha256(input.body),
    ...(ip !== undefined && { ip: ip.slice(0, LONGEST_ADDRESS) }),
  });
  const claims = `${ofCall.slice(0, -1)},"viewer":${jsonOf(input.viewer)}}`;
  const key = input.keys[0];
  const signed = `${VERSION}.${key.kid}.${Buffer.from(claims).toString("base64url")}`;
  return `${signed}.${mac(signed, key).toString("base64url")}`;
}

/** Verifies a header made by {@link signViewer}; of the viewer it answers what is in force now. Never throws. */
export function verifyViewer(input: {
  readonly header: string | undefined;
  readonly audience: string;
  readonly body: string;
  readonly keys: ViewerKeyRing;
  readonly clock: Clock;
}): VerifiedViewer {
  if (input.header === undefined) return refused("missing");
  const parts = input.header.split(".");
  const [version, kid, payload, signature] = parts;
  if (parts.length !== 4 || version !== VERSION || !kid || !payload || !signature)
    return refused("malformed");
  const key = input.keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) return refused("unknown-key");
  if (!isSameMac(mac(`${version}.${kid}.${payload}`, key), signature)) return refused("forged");

  const claims = claimsSchema.safeParse(parseJson(payload));
  if (!claims.success) return refused("malformed");
  if (claims.data.aud !== input.audience) return refused("wrong-audience");
  const now = input.clock();
  if (Math.abs(now.getTime() - claims.data.iat) > SIGNATURE_LIFETIME_MS) return refused("expired");
  if (claims.data.bsh !== sha256(input.body)) return refused("wrong-body");
  const { viewer, ip = null } = claims.data;
  return { ok: true, viewer: viewerAt(viewer, now), clientAddress: ip };
}

function refused(problem: SignatureProblem): VerifiedViewer {
  return { ok: false, problem };
}

/** Written once per viewer: a request makes many calls, and the router remembers viewers across requests. */
const written = new WeakMap<Viewer, string>();

function jsonOf(viewer: Viewer): string {
  const known = written.get(viewer);
  if (known !== undefined) return known;
  const json = JSON.stringify(viewerAsSent(viewer));
  written.set(viewer, json);
  return json;
}

/** Made once per key: importing the bytes takes longer than the MAC itself. */
const imported = new WeakMap<ViewerKey, KeyObject>();

function mac(text: string, key: ViewerKey): Buffer {
  let secret = imported.get(key);
  if (secret === undefined) {
    secret = createSecretKey(key.secret);
    imported.set(key, secret);
  }
  return createHmac("sha256", secret).update(text).digest();
}

/** Compares the text, not what it decodes to: base64url has several spellings of the same bytes. */
function isSameMac(expected: Buffer, given: string): boolean {
  const wanted = Buffer.from(expected.toString("base64url"));
  const bytes = Buffer.from(given);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

function sha256(text: string): string {
  return hash("sha256", text, "base64url");
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
