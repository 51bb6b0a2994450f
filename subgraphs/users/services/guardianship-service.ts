import { hash } from "node:crypto";
import { z } from "zod";
import { newTypedCode, readTypedCode } from "#shared/crypto/typed-code.ts";
import { allScopes, CONSENT_SCOPES } from "#shared/auth/consent.ts";
import { refusalError } from "#shared/auth/decide.ts";
import { GUARDIAN_RELATIONSHIPS, type GuardianshipBasis } from "#shared/auth/guardianship.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId, instant, storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { guardianshipStatus } from "../domain/guardianship-status.ts";
import { guardianshipEndMs } from "../domain/guardianship-term.ts";
import type { Loaders } from "../loaders.ts";
import type { IdentifiedPatient, PatientModel } from "../mappers.ts";
import { guardianshipAttributes, patientAttributes, userAttributes } from "../policies.ts";
import { GuardianshipRepository, type GuardianshipRow } from "../repositories/guardianship-repository.ts";
import type { UserRow } from "../repositories/user-repository.ts";
import { recordGuardianship, tellOfEnd } from "./guardianship-record.ts";

const CODE_TERM_MS = 7 * 24 * 60 * 60 * 1000;

const MOST_SCOPES = CONSENT_SCOPES.length;
const SCOPES = `Must name 1 to ${String(MOST_SCOPES)} scopes.`;
const inviteInput = z.object({
  patientId: entityId,
  relationship: z.enum(GUARDIAN_RELATIONSHIPS),
  scopes: z.array(z.enum(CONSENT_SCOPES)).min(1, SCOPES).max(MOST_SCOPES, SCOPES),
  expiresAt: instant.nullish().transform((expiresAtMs) => expiresAtMs ?? null),
  evidence: z
    .string()
    .trim()
    .min(10, "Must have at least 10 characters.")
    .pipe(storableText(200))
    .nullish()
    .transform((evidence) => evidence ?? null),
  idempotencyKey,
});
type InviteInput = z.infer<typeof inviteInput>;

const INVITE_PROBLEMS = ["PATIENT_NOT_FOUND", "EXPIRES_IN_PAST", "EVIDENCE_REQUIRED"] as const;
type InviteProblem = (typeof INVITE_PROBLEMS)[number];

const endInput = z.object({ guardianshipId: entityId });

/** Outcome of {@link GuardianshipService.invite}; the code is null when it was told before. */
export type InviteOutcome =
  | { readonly guardianship: GuardianshipRow; readonly code: string | null; readonly problem: null }
  | { readonly guardianship: null; readonly code: null; readonly problem: InviteProblem };

/** Outcome of {@link GuardianshipService.end}. */
export type EndOutcome =
  | { readonly guardianship: GuardianshipRow; readonly problem: null }
  | {
      readonly guardianship: null;
      readonly problem: "GUARDIANSHIP_NOT_FOUND" | "GUARDIANSHIP_NOT_ACTIVE";
    };

/** What one viewer may do with guardianships. */
export class GuardianshipService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** Who acts for a patient. @throws AppError `AUTH_FORBIDDEN` */
  async listOfPatient(patient: PatientModel): Promise<GuardianshipRow[]> {
    const { access } = this.#context;
    access.assertCan("guardianship:read", access.thingOf(patient, patientAttributes));
    return this.#loaders.guardianshipsOfPatient.load(patient.id);
  }

  /** For whom a person acts. @throws AppError `AUTH_FORBIDDEN` */
  async listOfUser(user: UserRow): Promise<GuardianshipRow[]> {
    const { access } = this.#context;
    access.assertCan("guardianship:read", access.thingOf(user, userAttributes));
    return this.#loaders.guardianshipsOfUser.load(user.id);
  }

  /**
   * Invites somebody to act for a patient; the code is told once.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async invite(input: unknown): Promise<InviteOutcome> {
    const wanted = parseInput(inviteInput, input);
    const { viewer, access } = this.#context;
    const patient = await this.#loaders.patients.load(wanted.patientId);
    if (patient === null) {
      const { patientId } = wanted;
      const tenantId = requireTenant(viewer);
      access.noteHidden("guardianship:invite", { type: "Patient", id: patientId, tenantId, patientId });
      return refused("PATIENT_NOT_FOUND");
    }
    access.assertCan("guardianship:invite", access.thingOf(patient, patientAttributes));
    if (!("birthDate" in patient)) throw refusalError("DENY");
    return writeOnce<InviteOutcome, InviteProblem>(
      this.#context,
      { mutation: "inviteGuardian", input: wanted },
      {
        problems: INVITE_PROBLEMS,
        keep: ({ guardianship, problem }) =>
          problem === null ? { id: guardianship.id, problem } : { id: null, problem },
        again: async (tx, { id, problem }) =>
          problem === null
            ? { guardianship: await this.#readAgain(tx, id), code: null, problem }
            : refused(problem),
      },
      (tx, record) => this.#inviteOnce(tx, record, patient, wanted),
    );
  }

  async #inviteOnce(
    tx: Tx,
    record: ChangeRecord,
    patient: IdentifiedPatient,
    { evidence, ...wanted }: InviteInput,
  ): Promise<InviteOutcome> {
    const { clock, viewer } = this.#context;
    const now = clock();
    const isOwn = viewer.patientId === patient.id && viewer.roles.includes("USER");
    const basis: GuardianshipBasis = isOwn ? "PATIENT_CONSENT" : "STAFF_VERIFIED";
    if (!isOwn && evidence === null) return refused("EVIDENCE_REQUIRED");
    if (wanted.expiresAt !== null && wanted.expiresAt <= now.getTime()) return refused("EXPIRES_IN_PAST");
    if (viewer.accountId === null) throw refusalError("DENY");
    const code = newTypedCode();
    const guardianship = newInvitation(patient, { ...wanted, basis, code, invitedBy: viewer.accountId }, now);
    await new GuardianshipRepository(tx).insert(guardianship);
    recordGuardianship(record, "guardianship:invite", guardianship, evidence === null ? {} : { evidence });
    return { guardianship, code, problem: null };
  }

  /** What was made before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #readAgain(tx: Tx, id: string): Promise<GuardianshipRow> {
    const { viewer, access } = this.#context;
    const row = await new GuardianshipRepository(tx).findById({ tenantId: requireTenant(viewer), id });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    access.assertCan("guardianship:read", guardianshipAttributes(row));
    return row;
  }

  /** Ends a guardianship or takes an invitation back. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async end(input: unknown): Promise<EndOutcome> {
    const { guardianshipId: id } = parseInput(endInput, input);
    return this.#context.database.write(async (tx, record) => {
      const { viewer, access, clock } = this.#context;
      const tenantId = requireTenant(viewer);
      const guardianships = new GuardianshipRepository(tx);
      const seen = await guardianships.findById({ tenantId, id });
      // Whose it is never changes; whether it has ended may, until the patient is locked.
      if (seen !== undefined) await guardianships.lock(seen.patientId);
      const current = await guardianships.findById({ tenantId, id });
      if (current === undefined) {
        access.noteHidden("guardianship:end", { type: "Guardianship", id, tenantId, patientId: null });
        return { guardianship: null, problem: "GUARDIANSHIP_NOT_FOUND" };
      }
      access.assertCan("guardianship:end", guardianshipAttributes(current));
      const now = clock();
      const status = guardianshipStatus(current, now);
      if (status !== "ACTIVE" && status !== "INVITED") {
        return { guardianship: null, problem: "GUARDIANSHIP_NOT_ACTIVE" };
      }
      await guardianships.end({ tenantId, id, now });
      tellOfEnd(record, current, now);
      recordGuardianship(record, "guardianship:end", current);
      return { guardianship: { ...current, endedAt: now, updatedAt: now }, problem: null };
    });
  }
}

/** What is kept of the code of an invitation. Nobody can guess one, so no slow hash is needed. */
export function hashOfGuardianCode(typed: string): string | null {
  const letters = readTypedCode(typed);
  return letters === null ? null : hash("sha256", letters, "base64url");
}

function newInvitation(
  { id: patientId, tenantId, region, birthDate }: IdentifiedPatient,
  wanted: Pick<InviteInput, "relationship" | "scopes" | "expiresAt"> & {
    readonly basis: GuardianshipBasis;
    readonly code: string;
    readonly invitedBy: string;
  },
  now: Date,
): GuardianshipRow {
  const { relationship, basis, invitedBy, code } = wanted;
  const endMs = guardianshipEndMs({
    ...{ basis, birthDate },
    ...{ expiresAtMs: wanted.expiresAt, nowMs: now.getTime() },
  });
  const codeHash = hashOfGuardianCode(code);
  if (codeHash === null) throw new AppError("INTERNAL");
  return {
    ...{ id: newId(), tenantId, createdAt: now, updatedAt: now },
    ...{ patientId, region, relationship, basis, invitedBy, codeHash },
    scopes: allScopes(wanted.scopes),
    codeExpiresAt: new Date(now.getTime() + CODE_TERM_MS),
    ...{ guardianAccountId: null, guardianGivenName: null, guardianFamilyName: null, startedAt: null },
    expiresAt: endMs === null ? null : new Date(endMs),
    endedAt: null,
  };
}

function refused(problem: InviteProblem): InviteOutcome {
  return { guardianship: null, code: null, problem };
}
