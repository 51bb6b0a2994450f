import { and, asc, eq, isNull } from "drizzle-orm";
import { clinic, device, knownPractitioner, room, serviceType } from "#drizzle/appointments/schema.ts";
import type { Tx } from "#shared/db/database.ts";
import { Catalogue, type CatalogueClinic } from "../domain/imports/import-catalogue.ts";

/** All that rows of a tenant's file may name, but for patients. */
export async function findCatalogue(tx: Tx, tenantId: string): Promise<Catalogue> {
  const resource = (table: typeof room | typeof device) =>
    tx
      .select({ id: table.id, clinicId: table.clinicId, name: table.name, kind: table.kind })
      .from(table)
      .where(and(eq(table.tenantId, tenantId), isNull(table.deletedAt)))
      .orderBy(asc(table.name), asc(table.id));
  const [clinics, services, rooms, devices, practitioners] = await Promise.all([
    tx
      .select({ id: clinic.id, name: clinic.name, timeZone: clinic.timeZone })
      .from(clinic)
      .where(and(eq(clinic.tenantId, tenantId), isNull(clinic.deletedAt))),
    tx
      .select()
      .from(serviceType)
      .where(and(eq(serviceType.tenantId, tenantId), isNull(serviceType.deletedAt))),
    resource(room),
    resource(device),
    tx
      .select({ id: knownPractitioner.id })
      .from(knownPractitioner)
      .where(eq(knownPractitioner.tenantId, tenantId)),
  ]);
  const byClinic = <Part extends { readonly clinicId: string }>(parts: readonly Part[]) => {
    const groups = Map.groupBy(parts, ({ clinicId }) => clinicId);
    return (id: string): readonly Part[] => groups.get(id) ?? [];
  };
  const [servicesOf, roomsOf, devicesOf] = [byClinic(services), byClinic(rooms), byClinic(devices)];
  return new Catalogue(
    clinics.map((one) => ({
      ...one,
      services: servicesOf(one.id),
      rooms: roomsOf(one.id),
      devices: devicesOf(one.id),
    })),
    practitioners.map(({ id }) => id),
  );
}

/** The services of a clinic, and its rooms and devices in the order in which bookings try them. */
export async function findClinicOffer(
  tx: Tx,
  { tenantId, clinicId }: { readonly tenantId: string; readonly clinicId: string },
): Promise<Pick<CatalogueClinic, "services" | "rooms" | "devices">> {
  const resource = (table: typeof room | typeof device) =>
    tx
      .select({ id: table.id, name: table.name, kind: table.kind })
      .from(table)
      .where(and(eq(table.tenantId, tenantId), eq(table.clinicId, clinicId), isNull(table.deletedAt)))
      .orderBy(asc(table.name), asc(table.id));
  const [services, rooms, devices] = await Promise.all([
    tx
      .select()
      .from(serviceType)
      .where(
        and(
          eq(serviceType.tenantId, tenantId),
          eq(serviceType.clinicId, clinicId),
          isNull(serviceType.deletedAt),
        ),
      ),
    resource(room),
    resource(device),
  ]);
  return { services, rooms, devices };
}
