import { z } from "zod";
import { explain } from "../auth/decide.ts";
import { isAction, POLICIES, type Action } from "../auth/policies.ts";
import type { Policy } from "../auth/policy.ts";
import { READS, type Attributes, type PredicateName } from "../auth/predicates.ts";
import type { GuardianOfPatient, GuardianshipInForce } from "../auth/guardianship.ts";
import type { RequestAccess } from "../auth/request-access.ts";
import { AppError } from "../errors/app-error.ts";
import { entityId } from "../validation/input-schemas.ts";
import { parseInput } from "../validation/parse-input.ts";
import { viewerOfActor, type KnownActor } from "./known-actors.ts";

/** `AccessDecision` of the schema. */
export interface AccessDecision {
  readonly isAllowed: boolean;
  readonly rule: string;
  readonly conditions: readonly { readonly name: PredicateName; readonly isMet: boolean }[];
}

const questionSchema = z.object({
  action: z.string().refine(isAction, "Must be an action of the policy table."),
  actorId: entityId,
});

/** Tells admins what the policies say of somebody else. */
export class AccessDecisions {
  readonly #access: RequestAccess;
  readonly #loadActor: (id: string) => Promise<KnownActor | null>;
  readonly #loadGuardianship: LoadGuardianship;

  /**
   * @param loadActor null for who is not known, or of another tenant
   * @param loadGuardianship null for who may not act for the patient; left out where no thing has a guardian
   */
  constructor(
    access: RequestAccess,
    loadActor: (id: string) => Promise<KnownActor | null>,
    loadGuardianship: LoadGuardianship = () => Promise.resolve(null),
  ) {
    this.#access = access;
    this.#loadActor = loadActor;
    this.#loadGuardianship = loadGuardianship;
  }

  /**
   * Whether the account `actorId` may do `action` with a thing, were it signed in by a browser now.
   * @throws AppError `AUTH_FORBIDDEN`; `VALIDATION_ERROR`, also for an action that cannot be judged by this thing
   */
  async about(thing: Attributes, question: unknown): Promise<AccessDecision> {
    this.#access.assertCan("access:explain", thing);
    const { action, actorId } = parseInput(questionSchema, question, "");
    if (!isJudgedBy(thing, action)) {
      const message = "Must be an action that is judged by what this thing is.";
      throw new AppError("VALIDATION_ERROR", undefined, { fields: [{ field: "action", message }] });
    }
    const actor = await this.#loadActor(actorId);
    if (actor === null) return { isAllowed: false, rule: "account not known", conditions: [] };
    const asSeen = await this.#asSeenBy(actor, thing);
    const { decision, rule, conditions } = explain(action, viewerOfActor(actor), asSeen);
    if (actor.isDisabled) return { isAllowed: false, rule: "account disabled", conditions };
    return { isAllowed: decision === "ALLOW", rule, conditions };
  }

  /** The thing brings along whose guardian the admin is who asks: of interest is whose the account is. */
  async #asSeenBy({ id: accountId }: KnownActor, thing: Attributes): Promise<Attributes> {
    const { guardianship, patientId } = thing;
    if (guardianship === undefined || typeof patientId !== "string") return thing;
    return { ...thing, guardianship: await this.#loadGuardianship({ accountId, patientId }) };
  }
}

/** What an account may do for a patient as a guardian. */
export type LoadGuardianship = (of: GuardianOfPatient) => Promise<GuardianshipInForce | null>;

/** True when the thing has all that the conditions for accounts read: who books, for one, is not judged by an appointment. */
function isJudgedBy(thing: Attributes, action: Action): boolean {
  const { grants }: Policy = POLICIES[action];
  return grants
    .filter(({ to }) => to.some((audience) => audience !== "PARTNER" && audience !== "SYSTEM"))
    .every(({ when }) => when.every((predicate) => thing[READS[predicate]] !== undefined));
}
