import type { RelyingParty } from "../domain/passkey.ts";
import type { PasskeyCeremonies } from "./passkey-ceremonies.ts";

/** Resolves to the ceremonies. @throws Error when their library cannot be loaded, which is no wrong passkey */
export type LoadCeremonies = () => Promise<PasskeyCeremonies>;

/** Loads them when the first passkey is asked for: their library is a fifth of all modules, and most starts do without. */
export function createCeremoniesLoader(relyingParty: RelyingParty): LoadCeremonies {
  return async () => {
    const { PasskeyCeremonies } = await import("./passkey-ceremonies.ts");
    return new PasskeyCeremonies(relyingParty);
  };
}
