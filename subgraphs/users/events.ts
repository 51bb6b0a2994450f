import { knownActor } from "#drizzle/users/schema.ts";
import { knownActorOf, KnownActors } from "#shared/access-decisions/known-actors.ts";
import { CONTRACTS } from "#shared/messaging/contracts.ts";
import { eachInScope, type MessageEffect } from "#shared/messaging/apply-once.ts";
import { ofType } from "#shared/messaging/of-type.ts";
import { PatientRepository } from "./repositories/patient-repository.ts";
import { UserRepository } from "./repositories/user-repository.ts";

/**
 * Consumes `account.registered.v1`: makes the user and the patient of a new account; `account.access-changed.v1`: keeps what
 * accounts may do. Publishes `patient.registered.v1`.
 */
export const onMessages: MessageEffect = async (tx, messages, record) => {
  await new KnownActors(tx, knownActor).keep(ofType(messages, "account.access-changed.v1", knownActorOf));
  const registrations = messages.filter(({ type }) => type === "account.registered.v1");
  await eachInScope(registrations, async ({ tenantId, payload }) => {
    const account = CONTRACTS["account.registered.v1"].parse(payload);
    const { accountId, patientId, givenName, familyName, email, phone, birthDate, region } = account;
    await new UserRepository(tx).insert({ id: accountId, tenantId, givenName, familyName, email });
    await new PatientRepository(tx).insert({
      id: patientId,
      tenantId,
      accountId,
      givenName,
      familyName,
      birthDate,
      phone,
      email,
      region,
    });
    record.event("patient.registered.v1", patientId, { patientId, region });
    record.audit({
      category: "CHANGE",
      action: "patient:register",
      outcome: "SUCCESS",
      patientId,
      entityType: "Patient",
      entityId: patientId,
    });
  });
};
