import { z } from "zod";
import { explain } from "../auth/decide.ts";
import type { KnownActor } from "../auth/known-actors.ts";
import { viewerOfActor } from "../auth/known-actors.ts";
import { isAction } from "../auth/policies.ts";
import type { Attributes, PredicateName } from "../auth/predicates.ts";
import type { RequestAccess } from "../auth/request-access.ts";
import { entityId } from "../validation/input-schemas.ts";
import { parseInput } from "../validation/parse-input.ts";

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

  /** @param loadActor null for who is not known, or of another tenant */
  constructor(access: RequestAccess, loadActor: (id: string) => Promise<KnownActor | null>) {
    this.#access = access;
    this.#loadActor = loadActor;
  }

  /**
   * Whether the account `actorId` may do `action` with a thing, were it signed in by a browser now.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async about(thing: Attributes, question: unknown): Promise<AccessDecision> {
    this.#access.assertCan("access:explain", thing);
    const { action, actorId } = parseInput(questionSchema, question, "");
    const actor = await this.#loadActor(actorId);
    if (actor === null) return { isAllowed: false, rule: "account not known", conditions: [] };
    const { decision, rule, conditions } = explain(action, viewerOfActor(actor), thing);
    if (actor.isDisabled) return { isAllowed: false, rule: "account disabled", conditions };
    return { isAllowed: decision === "ALLOW", rule, conditions };
  }
}
