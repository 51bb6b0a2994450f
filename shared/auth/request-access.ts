import type { AccessAudit } from "../audit/access-audit.ts";
import type { FieldAccess } from "./access-directives.ts";
import { decide, decideByRole, refusalError, type Decision } from "./decide.ts";
import type { KnockOut } from "./knock-out.ts";
import { isMasked } from "./masked.ts";
import { POLICIES, type Action } from "./policies.ts";
import type { Attributes } from "./predicates.ts";
import type { Viewer } from "./viewer.ts";

/** Maps a model, as resolvers see it, to the attributes the policies read. */
export type AttributesOf = (model: never) => Attributes;

/**
 * The policy table as seen by one request: decisions are remembered per thing, and what concerns a patient's data is
 * noted for the audit log.
 */
export class RequestAccess {
  readonly viewer: Viewer;
  readonly #audit: AccessAudit;
  readonly #passes: KnockOut["service"];
  readonly #things = new WeakMap<object, Map<AttributesOf, Attributes>>();
  readonly #decisions = new WeakMap<Attributes, Map<Action, Decision>>();

  /** @param passes only in the knock-out test: actions that services let pass, while shield still judges */
  constructor(viewer: Viewer, audit: AccessAudit, passes?: KnockOut["service"]) {
    this.viewer = viewer;
    this.#audit = audit;
    this.#passes = passes;
  }

  /**
   * The attributes of a model, made once per mapper: decisions are remembered for them. One row can stand for things
   * of two types, each with attributes of its own.
   */
  thingOf(model: object, attributesOf: AttributesOf): Attributes {
    const things = this.#things.get(model);
    const known = things?.get(attributesOf);
    if (known !== undefined) return known;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- mapper and model stand in one row of a subgraph's table, by type name
    const thing = attributesOf(model as never);
    this.#things.set(model, (things ?? new Map<AttributesOf, Attributes>()).set(attributesOf, thing));
    return thing;
  }

  /** Decides whether one field of a thing may be read, and notes the read or the denial. */
  readField(action: Action, thing: Attributes, field: string): Decision {
    const decision = this.#decide(action, thing);
    if (POLICIES[action].concernsPatient) {
      if (decision === "ALLOW") this.#audit.noteRead(action, thing, field);
      else this.#audit.noteDenial(action, thing, field);
    }
    return decision;
  }

  /** True when the policy allows `action`; notes nothing. For filtering what is not asked for by name. */
  can(action: Action, thing: Attributes): boolean {
    return this.#passes?.(action) === true || this.#decide(action, thing) === "ALLOW";
  }

  /**
   * Refuses unless the policy allows `action` on some thing: before a list, whose things are then limited to
   * {@link regionsFor}.
   * @throws AppError `AUTH_UNAUTHENTICATED` or `AUTH_FORBIDDEN`
   */
  assertCanOnSome(action: Action): void {
    if (this.#passes?.(action) === true) return;
    const decision = decideByRole(action, this.viewer);
    if (decision !== "ALLOW") throw refusalError(decision);
  }

  /**
   * True when a thing is to be read without what is masked for the viewer's roles: see {@link isMasked}. Whatever a token was
   * narrowed to, it is the same thing.
   */
  isMasked(field: Pick<FieldAccess, "action" | "maskedFor">): boolean {
    return this.#passes?.(field.action) !== true && isMasked({ ...this.viewer, scopes: null }, field);
  }

  /**
   * The regions that a list of what `action` opens is limited to; null when it is the whole tenant. Roles decide that, whatever a
   * token was narrowed to: it says what is told of the things, and not which they are.
   */
  regionsFor(action: Action, type: string, tenantId: string): readonly string[] | null {
    const decision = decide(action, { ...this.viewer, scopes: null }, { type, id: null, tenantId });
    return decision === "ALLOW" || this.#passes?.(action) === true ? null : this.viewer.regions;
  }

  /**
   * Notes that a thing asked for by id was not there for this viewer. Whether it is missing or hidden is not known
   * here, and the answer must not tell: but somebody who tries ids leaves a trace.
   */
  noteHidden(action: Action, thing: Attributes): void {
    const isOwn = thing.patientId !== null && thing.patientId === this.viewer.patientId;
    // One's own data can only be not there yet, in the second after sign-up.
    if (POLICIES[action].concernsPatient && !isOwn) this.#audit.noteDenial(action, thing);
  }

  /**
   * Refuses unless the policy allows `action`; notes a denial on a patient's data.
   * @throws AppError `AUTH_UNAUTHENTICATED` or `AUTH_FORBIDDEN`
   */
  assertCan(action: Action, thing: Attributes): void {
    if (this.#passes?.(action) === true) return;
    const decision = this.#decide(action, thing);
    if (decision === "ALLOW") return;
    if (POLICIES[action].concernsPatient) this.#audit.noteDenial(action, thing);
    throw refusalError(decision);
  }

  #decide(action: Action, thing: Attributes): Decision {
    const decisions = this.#decisions.get(thing);
    const known = decisions?.get(action);
    if (known !== undefined) return known;
    const decision = decide(action, this.viewer, thing);
    this.#decisions.set(thing, (decisions ?? new Map<Action, Decision>()).set(action, decision));
    return decision;
  }
}
