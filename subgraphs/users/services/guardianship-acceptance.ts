import { z } from "zod";
import { refusalError } from "#shared/auth/decide.ts";
import type { Tx } from "#shared/db/database.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { guardianshipStatus } from "../domain/guardianship-status.ts";
import type { Loaders } from "../loaders.ts";
import { guardianshipAttributes } from "../policies.ts";
import { GuardianCodeFailureRepository } from "../repositories/guardian-code-failure-repository.ts";
import {
  GuardianshipRepository,
  type AcceptedGuardianship,
  type GuardianshipRow,
} from "../repositories/guardianship-repository.ts";
import type { UserRow } from "../repositories/user-repository.ts";
import { recordGuardianship, tellOfEnd, tellOfStart } from "./guardianship-record.ts";
import { hashOfGuardianCode } from "./guardianship-service.ts";

/** Wrong codes of one account within {@link FAILURE_WINDOW_MS}, after which none is looked at. */
const MOST_FAILURES = 10;
const FAILURE_WINDOW_MS = 60 * 60 * 1000;

const acceptInput = z.object({ code: storableText(100), idempotencyKey });

const ACCEPT_PROBLEMS = ["CODE_NOT_VALID", "TOO_MANY_WRONG_CODES", "OWN_INVITATION", "NO_PERSON"] as const;
type AcceptProblem = (typeof ACCEPT_PROBLEMS)[number];

/** Outcome of {@link GuardianshipAcceptance.accept}. */
export type AcceptOutcome =
  | { readonly guardianship: GuardianshipRow; readonly problem: null }
  | { readonly guardianship: null; readonly problem: AcceptProblem };

/** Takes invitations to act for patients. */
export class GuardianshipAcceptance {
  readonly #context: RequestContext;
  readonly #loaders: Loaders;

  constructor(context: RequestContext, loaders: Loaders) {
    this.#context = context;
    this.#loaders = loaders;
  }

  /**
   * Lets the viewer's account act for the patient who is invited for with this code.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async accept(input: unknown): Promise<AcceptOutcome> {
    const wanted = parseInput(acceptInput, input);
    const { viewer, access } = this.#context;
    const tenantId = requireTenant(viewer);
    access.assertCan("guardianship:accept", { type: "Guardianship", id: null, tenantId });
    if (viewer.accountId === null) throw refusalError("DENY");
    const person = await this.#loaders.users.load(viewer.accountId);
    return writeOnce<AcceptOutcome, AcceptProblem>(
      this.#context,
      { mutation: "acceptGuardianship", input: wanted },
      {
        problems: ACCEPT_PROBLEMS,
        keep: ({ guardianship, problem }) =>
          problem === null ? { id: guardianship.id, problem } : { id: null, problem },
        again: async (tx, { id, problem }) =>
          problem === null ? { guardianship: await this.#accepted(tx, id), problem } : refused(problem),
      },
      (tx, record) => this.#acceptOnce(tx, record, person, wanted.code),
    );
  }

  async #acceptOnce(
    tx: Tx,
    record: ChangeRecord,
    person: UserRow | null,
    code: string,
  ): Promise<AcceptOutcome> {
    if (person === null) return refused("NO_PERSON");
    const { tenantId, id: accountId } = person;
    const now = this.#context.clock();
    const codeFailures = new GuardianCodeFailureRepository(tx);
    const kept = await codeFailures.findAlone(accountId);
    const isOver = kept === undefined || kept.firstFailedAt.getTime() + FAILURE_WINDOW_MS <= now.getTime();
    const failed = isOver ? { failures: 0, firstFailedAt: now } : kept;
    if (failed.failures >= MOST_FAILURES) return refused("TOO_MANY_WRONG_CODES");
    const invitation = await findInvitation(tx, tenantId, code, now);
    if (invitation === undefined) {
      await codeFailures.keep({ tenantId, accountId, ...failed, failures: failed.failures + 1, now });
      const { access } = this.#context;
      access.noteHidden("guardianship:accept", { type: "Guardianship", id: null, tenantId });
      return refused("CODE_NOT_VALID");
    }
    const isOwn = invitation.patientId === this.#context.viewer.patientId;
    if (isOwn || invitation.invitedBy === accountId) return refused("OWN_INVITATION");
    return { guardianship: await take(tx, record, invitation, person, now), problem: null };
  }

  /** What was taken before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #accepted(tx: Tx, id: string): Promise<GuardianshipRow> {
    const { viewer, access } = this.#context;
    const row = await new GuardianshipRepository(tx).findById({ tenantId: requireTenant(viewer), id });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    access.assertCan("guardianship:read", guardianshipAttributes(row));
    return row;
  }
}

/** The invitation with this code that can be taken now, with nobody else changing who acts for the patient. */
async function findInvitation(
  tx: Tx,
  tenantId: string,
  code: string,
  now: Date,
): Promise<GuardianshipRow | undefined> {
  const codeHash = hashOfGuardianCode(code);
  if (codeHash === null) return undefined;
  const guardianships = new GuardianshipRepository(tx);
  const seen = await guardianships.findByCode({ tenantId, codeHash });
  if (seen === undefined) return undefined;
  await guardianships.lock(seen.patientId);
  const current = await guardianships.findByCode({ tenantId, codeHash });
  return current !== undefined && guardianshipStatus(current, now) === "INVITED" ? current : undefined;
}

/** In place of what the account could do for the patient before. */
async function take(
  tx: Tx,
  record: ChangeRecord,
  invitation: GuardianshipRow,
  person: UserRow,
  now: Date,
): Promise<AcceptedGuardianship> {
  const { tenantId, patientId } = invitation;
  const guardianships = new GuardianshipRepository(tx);
  const former = await guardianships.findOpen({ tenantId, patientId, accountId: person.id });
  if (former !== undefined) {
    await guardianships.end({ tenantId, id: former.id, now });
    tellOfEnd(record, former, now);
  }
  const accepted: AcceptedGuardianship = {
    ...invitation,
    guardianAccountId: person.id,
    guardianGivenName: person.givenName,
    guardianFamilyName: person.familyName,
    startedAt: now,
    updatedAt: now,
  };
  await guardianships.accept(accepted);
  tellOfStart(record, accepted);
  recordGuardianship(record, "guardianship:accept", accepted, former && { replaces: former.id });
  return accepted;
}

function refused(problem: AcceptProblem): AcceptOutcome {
  return { guardianship: null, problem };
}
