import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { newId } from "#shared/db/ids.ts";
import type { Preparation } from "./permission-operations.ts";
import type { Things } from "./permission-world.ts";

const EQUIPMENT = { Room: "room", Device: "device" } as const;

/** Says how to ask for `root`, which changes a clinic or what belongs to it; undefined for another root. */
export async function prepareClinicChange(
  admin: postgres.Sql,
  root: string,
  things: Things,
): Promise<Preparation | undefined> {
  if (root.endsWith("Clinic")) return prepareClinic(admin, root, things);
  if (root.endsWith("ServiceType")) return prepareServiceType(admin, root, things);
  for (const [type, noun] of Object.entries(EQUIPMENT)) {
    if (/^(add|update|remove)/.test(root) && root.endsWith(type))
      return prepareEquipment(admin, root, noun, things);
  }
  return undefined;
}

async function prepareClinic(
  admin: postgres.Sql,
  root: string,
  { clinicId }: Things,
): Promise<Preparation | undefined> {
  const name = lastName();
  const named = has(admin)`select from appointments.clinic where name = ${name} and deleted_at is null`;
  if (root === "addClinic") {
    return {
      rootArguments: `(input: { name: "${name}", region: "eu-central", timeZone: "Europe/Berlin", city: "Berlin" })`,
      hasHappened: named,
    };
  }
  const id = await addClinicBeside(admin, clinicId);
  if (root === "updateClinic") {
    return { rootArguments: `(input: { clinicId: "${id}", name: "${name}" })`, hasHappened: named };
  }
  return {
    rootArguments: `(input: { clinicId: "${id}" })`,
    hasHappened: has(admin)`select from appointments.clinic where id = ${id} and deleted_at is not null`,
  };
}

async function prepareEquipment(
  admin: postgres.Sql,
  root: string,
  noun: "room" | "device",
  things: Things,
): Promise<Preparation> {
  const clinicId = await addClinicBeside(admin, things.clinicId);
  const [id, name, table] = [newId(), randomUUID(), admin(`appointments.${noun}`)];
  const named = has(admin)`select from ${table} where name = ${name} and clinic_id = ${clinicId}`;
  if (root.startsWith("add")) {
    return {
      rootArguments: `(input: { clinicId: "${clinicId}", name: "${name}", kind: "OF_THE_TEST" })`,
      hasHappened: named,
    };
  }
  await admin`insert into ${table} (id, tenant_id, clinic_id, name, kind)
    select ${id}, tenant_id, id, ${id}, 'OF_THE_TEST' from appointments.clinic where id = ${clinicId}`;
  if (root.startsWith("update")) {
    return { rootArguments: `(input: { ${noun}Id: "${id}", name: "${name}" })`, hasHappened: named };
  }
  return {
    rootArguments: `(input: { ${noun}Id: "${id}" })`,
    hasHappened: has(admin)`select from ${table} where id = ${id} and deleted_at is not null`,
  };
}

async function prepareServiceType(admin: postgres.Sql, root: string, things: Things): Promise<Preparation> {
  const clinicId = await addClinicBeside(admin, things.clinicId);
  const [id, name] = [newId(), randomUUID()];
  const named = has(
    admin,
  )`select from appointments.service_type where name = ${name} and clinic_id = ${clinicId}`;
  if (root === "addServiceType") {
    return {
      rootArguments: `(input: { clinicId: "${clinicId}", name: "${name}", durationMinutes: 20,
        price: { amountMinor: 4500, currency: "EUR" } })`,
      hasHappened: named,
    };
  }
  await admin`insert into appointments.service_type (id, tenant_id, clinic_id, name, duration_minutes,
      buffer_before_minutes, buffer_after_minutes, price_amount_minor, price_currency)
    select ${id}, tenant_id, id, ${id}, 20, 0, 0, 4500, 'EUR' from appointments.clinic where id = ${clinicId}`;
  if (root === "updateServiceType") {
    return { rootArguments: `(input: { serviceTypeId: "${id}", name: "${name}" })`, hasHappened: named };
  }
  return {
    rootArguments: `(input: { serviceTypeId: "${id}" })`,
    hasHappened: has(
      admin,
    )`select from appointments.service_type where id = ${id} and deleted_at is not null`,
  };
}

/** A clinic where nobody is, in the tenant and region of another one; answers its id. */
async function addClinicBeside(admin: postgres.Sql, clinicId: string): Promise<string> {
  const id = newId();
  await admin`insert into appointments.clinic (id, tenant_id, name, region, time_zone, city)
    select ${id}, tenant_id, ${lastName()}, region, time_zone, city from appointments.clinic where id = ${clinicId}`;
  return id;
}

/** A name behind those of all clinics of the seed, so that these stand on the first page. */
function lastName(): string {
  return `Zzz ${randomUUID()}`;
}

/** Whether there is such a row, whenever it is asked. */
function has(admin: postgres.Sql) {
  return (text: TemplateStringsArray, ...values: readonly postgres.ParameterOrFragment<never>[]) =>
    async (): Promise<boolean> =>
      (await admin(text, ...values)).length > 0;
}
