import { describe, expect, it } from "vitest";
import { z } from "zod";
import { minuteOfDay, weekdayOf } from "./anchor.ts";
import { planAppointments, startMinutes, type PlannedAppointment } from "./appointment-plan.ts";
import { allPatients, patientsOf } from "./patients.ts";
import { practitionersOf } from "./staff.ts";
import {
  ACCOUNTS,
  ALL_ACCOUNTS,
  CLINICS,
  PARTNERS,
  PRACTITIONERS,
  SERVICES,
  seededPractitionerId,
  seededServiceTypeId,
  TENANTS,
} from "./world.ts";

const ALL_CLINICS = Object.values(CLINICS);
const plans = new Map(ALL_CLINICS.map((clinic) => [clinic.id, planAppointments(clinic)]));

function planOf(clinic: (typeof ALL_CLINICS)[number]): readonly PlannedAppointment[] {
  return plans.get(clinic.id) ?? [];
}

describe("the fixed part of the world", () => {
  it("keeps its ids for ever, because documentation and clients quote them", () => {
    expect({
      northwind: TENANTS.northwind.id,
      berlin: CLINICS.northwindBerlin.id,
      patient: ACCOUNTS.patient.patientId,
      practitioner: seededPractitionerId(CLINICS.northwindBerlin, "lena-hoffmann"),
      consultation: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
    }).toEqual({
      northwind: "e8236faf-a20e-5dd6-b9a2-d0736cb00ae1",
      berlin: "fe63bfc4-73a6-541d-8b0c-60608dde8ae6",
      patient: "9fe6523d-cb97-529e-98ff-b6138d2c250d",
      practitioner: "9591683b-6686-5f1d-9f57-3ccc8a36ba0d",
      consultation: "36153d03-0db9-500a-ac64-ac09e54ace7d",
    });
  });

  it("has the accounts that the documentation names", () => {
    expect(ALL_ACCOUNTS.map(({ email, roles }) => [email, ...roles])).toEqual([
      ["patient@northwind.example", "USER"],
      ["patient2@northwind.example", "USER"],
      ["practitioner@northwind.example", "PRACTITIONER"],
      ["support@northwind.example", "SUPPORT"],
      ["analyst@northwind.example", "ANALYST"],
      ["admin@northwind.example", "ADMIN"],
      ["patient@lakeside.example", "USER"],
      ["admin@lakeside.example", "ADMIN"],
    ]);
  });

  it("uses valid and different ids throughout", () => {
    const ids = [
      ...Object.values(TENANTS).map(({ id }) => id),
      ...ALL_CLINICS.map(({ id }) => id),
      ...ALL_ACCOUNTS.map(({ id }) => id),
      ...PRACTITIONERS.map(({ id }) => id),
      ...allPatients().map(({ id }) => id),
      ...PARTNERS.map(({ id }) => id),
    ];
    expect(z.array(z.uuid()).safeParse(ids).success).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("gives the practitioner's account and the practitioner one name", () => {
    const practitioner = PRACTITIONERS.find(({ id }) => id === ACCOUNTS.practitioner.practitionerId);
    expect(practitioner).toMatchObject({
      givenName: "Lena",
      familyName: "Hoffmann",
      clinic: CLINICS.northwindBerlin,
    });
    expect(ACCOUNTS.practitioner).toMatchObject({ givenName: "Lena", familyName: "Hoffmann" });
  });

  it("has two clinics in different regions and zones per tenant, one of them with daylight saving time", () => {
    for (const tenant of Object.values(TENANTS)) {
      const clinics = ALL_CLINICS.filter(({ tenantId }) => tenantId === tenant.id);
      expect(new Set(clinics.map(({ region }) => region)).size).toBe(2);
      expect(new Set(clinics.map(({ timeZone }) => timeZone)).size).toBe(2);
      const changing = clinics.filter(({ timeZone }) => hourAt("01", timeZone) !== hourAt("07", timeZone));
      expect(changing).toHaveLength(1);
    }
  });

  it("offers 8 services everywhere, each given by somebody at every clinic", () => {
    expect(SERVICES).toHaveLength(8);
    for (const clinic of ALL_CLINICS) {
      const staff = practitionersOf(clinic);
      expect(staff.length).toBeGreaterThanOrEqual(6);
      const given = SERVICES.filter(({ specialties }) =>
        staff.some(({ specialty }) => specialties.includes(specialty)),
      );
      expect(given).toEqual(SERVICES);
    }
  });
});

describe("patients", () => {
  it("are at least 200 per tenant, the same at every call", () => {
    for (const tenant of Object.values(TENANTS)) {
      const patients = allPatients().filter(({ clinic }) => clinic.tenantId === tenant.id);
      expect(patients.length).toBeGreaterThanOrEqual(200);
    }
    expect(patientsOf(CLINICS.northwindDelhi)).toEqual(patientsOf(CLINICS.northwindDelhi));
  });

  it("have e-mail addresses and telephone numbers that reach nobody, no two the same", () => {
    const emails = allPatients().flatMap(({ email }) => email ?? []);
    expect(emails.filter((email) => !/^[a-z0-9.]+@[a-z]+\.example$/.test(email))).toEqual([]);
    const fictional = /^\+(493023125\d{3}|911100000\d{3}|1(212|646|602|480)55501\d{2})$/;
    const phones = allPatients().flatMap(({ phone }) => phone ?? []);
    expect(phones.filter((phone) => !fictional.test(phone))).toEqual([]);
    expect(new Set(phones).size).toBe(phones.length);
  });

  it("were born on days that exist", () => {
    const dates = z.array(z.iso.date());
    expect(dates.safeParse(allPatients().map(({ birthDate }) => birthDate)).success).toBe(true);
  });
});

describe("planned appointments", () => {
  it.each(ALL_CLINICS)("stand on the grid of a window, buffers included: $name", (clinic) => {
    for (const { practitioner, service, dayOffset, startMinute } of planOf(clinic)) {
      const windows = practitioner.windows.filter(({ weekday }) => weekday === weekdayOf(dayOffset));
      expect(windows.flatMap((window) => startMinutes(window, service))).toContain(startMinute);
      expect(service.specialties).toContain(practitioner.specialty);
    }
  });

  it("leave at least half of everybody's working time free from now on", () => {
    for (const practitioner of PRACTITIONERS) {
      const plan = (plans.get(practitioner.clinic.id) ?? []).filter(
        (planned) => planned.practitioner.id === practitioner.id && planned.dayOffset >= 7,
      );
      const bookedMinutes = plan.reduce((sum, { service }) => sum + service.durationMinutes, 0);
      const openMinutes = Array.from({ length: 54 }, (_, index) => weekdayOf(index + 7))
        .flatMap((day) => practitioner.windows.filter(({ weekday }) => weekday === day))
        .reduce((sum, { opensAt, closesAt }) => sum + minuteOfDay(closesAt) - minuteOfDay(opensAt), 0);
      expect(bookedMinutes / openMinutes).toBeLessThan(0.5);
    }
  });

  it("give the patient with an account four past and six upcoming ones, outside of the first week", () => {
    const own = planOf(CLINICS.northwindBerlin).filter(
      ({ patientId }) => patientId === ACCOUNTS.patient.patientId,
    );
    expect(own.map(({ dayOffset }) => dayOffset)).toEqual([-84, -61, -32, -13, 8, 16, 23, 31, 42, 52]);
    expect(own.slice(0, 4).map(({ outcome }) => outcome)).toEqual([
      "FULFILLED",
      "FULFILLED",
      "NOSHOW",
      "CANCELLED",
    ]);
    expect(own.slice(4).map(({ isCalledOff }) => isCalledOff)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("fill the days of the practitioner with an account", () => {
    const days = Array.from(
      { length: 10 },
      (_, index) =>
        planOf(CLINICS.northwindBerlin).filter(
          ({ practitioner, dayOffset }) =>
            practitioner.id === ACCOUNTS.practitioner.practitionerId &&
            dayOffset === index + 7 + (index > 4 ? 2 : 0),
        ).length,
    );
    expect(Math.min(...days)).toBeGreaterThanOrEqual(6);
  });
});

describe("start times", () => {
  it("follow one another from the opening of the window, buffers included", () => {
    const [service] = SERVICES.filter(({ key }) => key === "skin-screening");
    expect(
      service && startMinutes({ weekday: 1, opensAt: "09:00", closesAt: "10:15" }, service).map(clockTime),
    ).toEqual(["09:05", "09:35"]);
  });

  it("are none where the service does not fit", () => {
    const [service] = SERVICES.filter(({ key }) => key === "skin-surgery");
    expect(service && startMinutes({ weekday: 1, opensAt: "09:00", closesAt: "09:59" }, service)).toEqual([]);
  });
});

function clockTime(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(11, 16);
}

function hourAt(month: string, timeZone: string): string {
  const noon = new Date(`2026-${month}-15T12:00:00Z`);
  return new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(noon);
}
