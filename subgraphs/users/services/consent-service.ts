import { z } from "zod";
import { allScopes, CONSENT_SCOPES } from "#shared/auth/consent.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId, instant, oauthClientId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { consentStatus } from "../domain/consent-status.ts";
import type { Loaders } from "../loaders.ts";
import type { PatientModel } from "../mappers.ts";
import { consentAttributes, patientAttributes } from "../policies.ts";
import { ConsentRepository, type ConsentRow } from "../repositories/consent-repository.ts";

const MOST_SCOPES = CONSENT_SCOPES.length;
const SCOPES = `Must name 1 to ${String(MOST_SCOPES)} scopes.`;
const grantInput = z.object({
  clientId: oauthClientId,
  scopes: z.array(z.enum(CONSENT_SCOPES)).min(1, SCOPES).max(MOST_SCOPES, SCOPES),
  expiresAt: instant.nullish().transform((expiresAtMs) => expiresAtMs ?? null),
  idempotencyKey,
});
type GrantInput = z.infer<typeof grantInput>;

const GRANT_PROBLEMS = ["NO_PATIENT", "EXPIRES_IN_PAST"] as const;
type GrantOutcome = ConsentOutcome<(typeof GRANT_PROBLEMS)[number]>;

const withdrawInput = z.object({ consentId: entityId });

/** Outcome of a change: the consent as it now stands, or why nothing changed. */
export type ConsentOutcome<Problem> =
  | { readonly consent: ConsentRow; readonly problem: null }
  | { readonly consent: null; readonly problem: Problem };

/** What one viewer may do with consents. */
export class ConsentService {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /** The newest consents of a patient. @throws AppError `AUTH_FORBIDDEN` */
  async listOf(patient: PatientModel): Promise<ConsentRow[]> {
    const { access } = this.#context;
    access.assertCan("consent:read", access.thingOf(patient, patientAttributes));
    return this.#loaders.consentsOfPatient.load(patient.id);
  }

  /**
   * Lets a program act for the viewer's patient, in place of an earlier consent for it.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async grant(input: unknown): Promise<GrantOutcome> {
    const wanted = parseInput(grantInput, input);
    const { viewer, access } = this.#context;
    const patient = viewer.patientId === null ? null : await this.#loaders.patients.load(viewer.patientId);
    if (patient === null) return { consent: null, problem: "NO_PATIENT" };
    access.assertCan("consent:change", patientAttributes(patient));
    return writeOnce<GrantOutcome, (typeof GRANT_PROBLEMS)[number]>(
      this.#context,
      { mutation: "grantConsent", input: wanted },
      {
        problems: GRANT_PROBLEMS,
        keep: ({ consent, problem }) =>
          problem === null ? { id: consent.id, problem } : { id: null, problem },
        again: async (tx, { id, problem }) =>
          problem === null ? { consent: await this.#granted(tx, id), problem } : { consent: null, problem },
      },
      (tx, record) => this.#grantOnce(tx, record, patient, wanted),
    );
  }

  async #grantOnce(
    tx: Tx,
    record: ChangeRecord,
    patient: PatientModel,
    wanted: GrantInput,
  ): Promise<GrantOutcome> {
    const now = this.#context.clock();
    if (wanted.expiresAt !== null && wanted.expiresAt <= now.getTime()) {
      return { consent: null, problem: "EXPIRES_IN_PAST" };
    }
    const consent = newConsent(patient, wanted, now);
    await replace(tx, record, consent);
    return { consent, problem: null };
  }

  /** What was granted before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #granted(tx: Tx, id: string): Promise<ConsentRow> {
    const consent = await new ConsentRepository(tx).findById({
      tenantId: requireTenant(this.#context.viewer),
      id,
    });
    if (consent === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("consent:read", consentAttributes(consent));
    return consent;
  }

  /** Takes a consent back. @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN` */
  async withdraw(input: unknown): Promise<ConsentOutcome<"CONSENT_NOT_FOUND" | "CONSENT_NOT_ACTIVE">> {
    const { consentId } = parseInput(withdrawInput, input);
    return this.#context.database.write(async (tx, record) => {
      const { viewer, access, clock } = this.#context;
      const tenantId = requireTenant(viewer);
      const consents = new ConsentRepository(tx);
      if (viewer.patientId !== null) await consents.lock(viewer.patientId);
      const current = await consents.findById({ tenantId, id: consentId });
      if (current === undefined) {
        access.noteHidden("consent:change", { type: "Consent", id: consentId, tenantId, patientId: null });
        return { consent: null, problem: "CONSENT_NOT_FOUND" };
      }
      access.assertCan("consent:change", consentAttributes(current));
      const now = clock();
      if (consentStatus(current, now) !== "ACTIVE") return { consent: null, problem: "CONSENT_NOT_ACTIVE" };
      await end(tx, record, current, now);
      audit(record, "consent:withdraw", current, { clientId: current.clientId });
      return { consent: { ...current, withdrawnAt: now, updatedAt: now }, problem: null };
    });
  }
}

function newConsent(
  patient: PatientModel,
  { clientId, scopes, expiresAt }: GrantInput,
  now: Date,
): ConsentRow {
  return {
    id: newId(),
    tenantId: patient.tenantId,
    createdAt: now,
    updatedAt: now,
    patientId: patient.id,
    region: patient.region,
    clientId,
    scopes: allScopes(scopes),
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    withdrawnAt: null,
  };
}

async function replace(tx: Tx, record: ChangeRecord, granted: ConsentRow): Promise<void> {
  const { id, tenantId, patientId, clientId, scopes, expiresAt, createdAt: now } = granted;
  const consents = new ConsentRepository(tx);
  await consents.lock(patientId);
  const former = await consents.findOpen({ tenantId, patientId, clientId });
  if (former !== undefined) await end(tx, record, { ...former, tenantId, patientId, clientId }, now);
  await consents.insert(granted);
  // Numbered with the patient: what replaces a consent must not overtake its end.
  record.event("consent.granted.v1", patientId, {
    consentId: id,
    patientId,
    clientId,
    scopes,
    expiresAt: expiresAt?.toISOString() ?? null,
  });
  audit(record, "consent:grant", granted, {
    clientId,
    scopes: scopes.join(" "),
    ...(former && { replaces: former.id }),
  });
}

async function end(
  tx: Tx,
  record: ChangeRecord,
  consent: Pick<ConsentRow, "id" | "tenantId" | "patientId" | "clientId">,
  now: Date,
): Promise<void> {
  const { id, tenantId, patientId, clientId } = consent;
  await new ConsentRepository(tx).withdraw({ tenantId, id, now });
  record.event("consent.withdrawn.v1", patientId, {
    consentId: id,
    patientId,
    clientId,
    withdrawnAt: now.toISOString(),
  });
}

function audit(
  record: ChangeRecord,
  action: string,
  consent: Pick<ConsentRow, "id" | "patientId">,
  detail: Record<string, string>,
): void {
  record.audit({
    category: "CHANGE",
    action,
    outcome: "SUCCESS",
    patientId: consent.patientId,
    entityType: "Consent",
    entityId: consent.id,
    detail,
  });
}
