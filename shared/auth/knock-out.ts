import type { Action } from "./policies.ts";

/**
 * What the enforcers let pass unjudged. Made by the composition root of the knock-out test and by nobody else: no
 * configuration has a word for it, and `knock-out.test.ts` lists every file that hands it on. The fourth enforcer,
 * row-level security, is not here: it ends where a login role is not bound by it, and then a process does not start.
 */
export interface KnockOut {
  /** Of the router: fields, by `Type.field`. */
  readonly router?: (coordinate: string) => boolean;
  /** Of shield: fields, by `Type.field`. */
  readonly shield?: (coordinate: string) => boolean;
  /** Of the services: actions that are asked of the policy table with the row in hand. */
  readonly service?: (action: Action) => boolean;
}
