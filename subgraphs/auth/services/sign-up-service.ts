import { z } from "zod";
import { hashPassword } from "#shared/auth/password.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import { email, localDate, personName, phoneE164 } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { isInFuture } from "../domain/birth-date.ts";
import { isWeakPassword } from "../domain/password-rule.ts";
import { accessChangedEvent } from "../events.ts";
import type { SignUpProblem } from "../errors.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import { TenantRepository, type TenantRow } from "../repositories/tenant-repository.ts";
import { mailRequest, type Journal } from "./journal.ts";
import { password, tenantSlug } from "./input-fields.ts";
import type { SoleAttempt } from "./sole-attempt.ts";

const signUpInput = z.object({
  tenant: tenantSlug,
  email,
  password,
  givenName: personName,
  familyName: personName,
  birthDate: localDate,
  phone: phoneE164.nullish(),
});

type SignUpInput = z.infer<typeof signUpInput>;

/** Where it is on record that the account of an address was removed while somebody signed up with it. */
const NOBODY = { id: null, tenantId: PLATFORM_TENANT_ID } as const;

/** What somebody who has just signed up may do. */
const NEW_ACCESS = {
  roles: ["USER"],
  regions: [],
  tier: "STANDARD",
  practitionerId: null,
  disabledAt: null,
} as const;

/** What {@link SignUpService} needs. */
export interface SignUpServiceOptions {
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly journal: Journal;
  readonly attempt: SoleAttempt;
  readonly clock: Clock;
}

/** Makes accounts for patients. */
export class SignUpService {
  readonly #options: SignUpServiceOptions;

  constructor(options: SignUpServiceOptions) {
    this.#options = options;
  }

  /**
   * Makes an account, announces it and has its address verified, or answers why not. For an address that has an account already it does as much
   * work and gives the same answer, so that neither words nor time tell; its owner gets a mail about it.
   * @throws AppError `VALIDATION_ERROR`, also when the operation has signed in or up already
   */
  async signUp(input: unknown): Promise<readonly SignUpProblem[]> {
    this.#options.attempt.take();
    const person = parseInput(signUpInput, input);
    // Outside of a transaction, as the hash below: both take long, and would hold a connection.
    const isWeak = await isWeakPassword(person.password, person);
    const found = await this.#findTenant(person, isWeak);
    if (!("tenant" in found)) return found.problems;
    await this.#register(person, found.tenant, await hashPassword(person.password));
    return [];
  }

  /** The tenant to sign up in, or what is wrong, which is on record then. */
  async #findTenant(
    person: SignUpInput,
    isWeak: boolean,
  ): Promise<{ readonly tenant: TenantRow } | { readonly problems: readonly SignUpProblem[] }> {
    const { scope, journal, clock } = this.#options;
    return scope.run(async (tx) => {
      const tenant = await new TenantRepository(tx).findBySlugInAnyTenant(person.tenant);
      const problems: SignUpProblem[] = [];
      if (tenant === undefined) problems.push("TENANT_UNKNOWN");
      else if (!tenant.allowsSignUp) problems.push("SIGN_UP_CLOSED");
      if (isWeak) problems.push("WEAK_PASSWORD");
      if (isInFuture(person.birthDate, clock())) problems.push("BIRTH_DATE_IN_FUTURE");
      if (tenant !== undefined && problems.length === 0) return { tenant };
      await journal.write(tx, tenant?.id ?? PLATFORM_TENANT_ID, {
        category: "CHANGE",
        action: "account:register",
        outcome: "FAILURE",
        detail: { reason: problems.join(" ") },
      });
      return { problems };
    });
  }

  async #register(person: SignUpInput, tenant: TenantRow, passwordHash: string): Promise<void> {
    const { scope, journal } = this.#options;
    const accountId = newId();
    const patientId = newId();
    const { email: address, givenName, familyName, birthDate, phone = null } = person;
    await scope.run(async (tx) => {
      const accounts = new AccountRepository(tx);
      const isAdded = await accounts.insertUnlessEmailTaken({
        id: accountId,
        tenantId: tenant.id,
        email: address,
        passwordHash,
        roles: [...NEW_ACCESS.roles],
        patientId,
        patientRegion: tenant.homeRegion,
      });
      const change = { category: "CHANGE", action: "account:register", entityType: "Account" } as const;
      // Looked for in either case, so that both take the same statements.
      const owner = (await accounts.findIdInAnyTenant(address)) ?? NOBODY;
      if (isAdded) {
        const { homeRegion: region } = tenant;
        const names = { email: address, givenName, familyName };
        const payload = { accountId, patientId, ...names, birthDate, phone, region };
        const registered = { type: "account.registered.v1", aggregateId: accountId, payload } as const;
        const entry = { ...change, outcome: "SUCCESS", patientId, entityId: accountId } as const;
        const mail = mailRequest(accountId, "EMAIL_VERIFICATION");
        const access = accessChangedEvent({ ...NEW_ACCESS, id: accountId, patientId });
        await journal.write(tx, tenant.id, entry, registered, mail, access);
        return;
      }
      // Told to the admins of the account's own tenant only: another's must not learn that it exists.
      const entry = {
        ...change,
        outcome: "FAILURE",
        entityId: owner.id,
        detail: { reason: "EMAIL_TAKEN" },
      } as const;
      const mail = mailRequest(owner.id ?? accountId, "SIGN_UP_ATTEMPTED");
      // Numbered as what a new account is told by, so that it takes the same statements.
      await journal.write(tx, owner.tenantId, entry, { ...mail, aggregateId: accountId });
    });
  }
}
