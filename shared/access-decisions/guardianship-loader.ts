import DataLoader from "dataloader";
import type { GuardianOfPatient, GuardianshipInForce } from "../auth/guardianship.ts";
import type { Tx } from "../db/database.ts";
import { requireTenant, type RequestContext } from "../graphql/request-context.ts";

/** Finds, of the pairs given, those where the account may act for the patient now. */
export type FindGuardianships = (
  tx: Tx,
  input: { readonly tenantId: string; readonly of: readonly GuardianOfPatient[] },
) => Promise<readonly (GuardianOfPatient & GuardianshipInForce)[]>;

/** Loads what accounts may do for patients as guardians. */
export type GuardianshipLoader = DataLoader<GuardianOfPatient, GuardianshipInForce | null, string>;

/** Makes the loader of one request: many pairs in one statement. */
export function createGuardianshipLoader(
  { database, viewer }: RequestContext,
  find: FindGuardianships,
): GuardianshipLoader {
  return new DataLoader<GuardianOfPatient, GuardianshipInForce | null, string>(
    async (of) => {
      const tenantId = requireTenant(viewer);
      const found = await database.read((tx) => find(tx, { tenantId, of }));
      const byPair = new Map(
        found.map(({ patientId, ...inForce }) => [keyOf({ patientId, ...inForce }), inForce] as const),
      );
      return of.map((pair) => byPair.get(keyOf(pair)) ?? null);
    },
    { cacheKeyFn: keyOf },
  );
}

function keyOf({ accountId, patientId }: GuardianOfPatient): string {
  return `${accountId} ${patientId}`;
}
