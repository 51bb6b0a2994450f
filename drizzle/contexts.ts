/** Contexts that have a Postgres schema, a login role `<name>_app` and a system role `<name>_system` of their own. */
export const CONTEXTS = ["auth", "users", "appointments", "audit", "messaging", "platform"] as const;

/** A context of {@link CONTEXTS}. */
export type Context = (typeof CONTEXTS)[number];

/** The login role of a context: not the owner of its tables, so row-level security binds it. */
export function loginRole(context: Context): string {
  return `${context}_app`;
}
