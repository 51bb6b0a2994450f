import { z } from "zod";
import { BREAK_GLASS_PURPOSES } from "./confidentiality.ts";

/** Roles an account or client can hold. */
export const ROLES = ["ADMIN", "USER", "SUPPORT", "SYSTEM", "PRACTITIONER", "ANALYST", "PARTNER"] as const;

/** A role of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** Account tiers, lowest first. */
export const TIERS = ["STANDARD", "PREMIUM"] as const;

/** A tier of {@link TIERS}. */
export type Tier = (typeof TIERS)[number];

/** Schema of {@link Viewer}: used wherever one crosses a process boundary. */
export const viewerSchema = z.strictObject({
  /** `ANONYMOUS` nobody signed in; `ACCOUNT` a person; `CLIENT` a partner's program; `SYSTEM` one of our own processes. */
  kind: z.enum(["ANONYMOUS", "ACCOUNT", "CLIENT", "SYSTEM"]),
  accountId: z.uuid().nullable(),
  tenantId: z.uuid().nullable(),
  roles: z.array(z.enum(ROLES)),
  patientId: z.uuid().nullable(),
  practitionerId: z.uuid().nullable(),
  /** Regions a SUPPORT or ANALYST account is assigned to. */
  regions: z.array(z.string()),
  tier: z.enum(TIERS).nullable(),
  /** The program that acts: a partner's OAuth client id, or the name of one of our own service accounts. */
  clientId: z.string().nullable(),
  /** When the second factor was last shown, ISO-8601. */
  mfaAt: z.iso.datetime().nullable(),
  /** The break-glass grant in force, if any: for one patient, and until it expires. */
  breakGlass: z
    .strictObject({
      grantId: z.uuid(),
      patientId: z.uuid(),
      purpose: z.enum(BREAK_GLASS_PURPOSES),
      expiresAt: z.iso.datetime(),
    })
    .nullable(),
  /** Actions that the access token is limited to; null when the credential has no limit of its own. */
  scopes: z.array(z.string()).nullable(),
  /** Hash of the session id, so that an account can tell and end its own sessions. */
  sessionHash: z.string().nullable(),
  /** Who acts in the place of the account, which is that of a patient; null when the account acts for itself. */
  impersonator: z
    .strictObject({ accountId: z.uuid(), roles: z.array(z.enum(ROLES)), endsAt: z.iso.datetime() })
    .nullable()
    .default(null),
});

/** Who a request speaks for. Immutable; made by the auth subgraph or the router, trusted only when signed. */
export type Viewer = Readonly<z.infer<typeof viewerSchema>>;

/** Nobody signed in. */
export const ANONYMOUS: Viewer = {
  kind: "ANONYMOUS",
  accountId: null,
  tenantId: null,
  roles: [],
  patientId: null,
  practitionerId: null,
  regions: [],
  tier: null,
  clientId: null,
  mfaAt: null,
  breakGlass: null,
  scopes: null,
  sessionHash: null,
  impersonator: null,
};

/**
 * A viewer as it crosses a process boundary. Processes of an older version refuse what they do not know, so they are
 * told of an impersonator only when there is one, and then are right to refuse.
 */
export function viewerAsSent(viewer: Viewer): z.input<typeof viewerSchema> {
  const { impersonator, ...known } = viewer;
  return impersonator === null ? known : viewer;
}

/** The viewer at this time: a break-glass grant that has expired is none. */
export function viewerAt(viewer: Viewer, now: Date): Viewer {
  const { breakGlass } = viewer;
  if (breakGlass === null || Date.parse(breakGlass.expiresAt) > now.getTime()) return viewer;
  return { ...viewer, breakGlass: null };
}

/** Tenant of what belongs to none, e.g. the audit entry of a sign-in attempt with an unknown e-mail. Owns no other rows. */
export const PLATFORM_TENANT_ID = "00000000-0000-0000-0000-000000000000";
