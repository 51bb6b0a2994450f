import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { codesOf, FAR, GuardianWorld, impersonated, problemOf } from "./guardian-world.ts";

const NOW = new Date("2026-03-09T10:00:00.000Z");

let now = NOW;
let on: GuardianWorld;

beforeAll(async () => {
  on = await GuardianWorld.start(() => now);
});
afterAll(() => on.stop());
beforeEach(async () => {
  now = NOW;
  await on.clear();
});

describe("an invitation", () => {
  it("of the patient is told with its code once, and nothing holds yet", async () => {
    const answer = await on.invite(on.world.viewers.ownPatient, { expiresAt: FAR });
    const { guardianship, code, userErrors } = answer.data.inviteGuardian;
    expect(code).toMatch(/^(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
    expect(userErrors).toEqual([]);
    expect(guardianship).toEqual({
      id: guardianship.id,
      patient: { id: on.world.patientId },
      guardianName: null,
      relationship: "CHILD",
      // What may be booked may be seen.
      scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
      basis: "PATIENT_CONSENT",
      status: "INVITED",
      invitedAt: "2026-03-09T10:00:00.000Z",
      invitationExpiresAt: "2026-03-16T10:00:00.000Z",
      startedAt: null,
      expiresAt: FAR,
      endedAt: null,
    });
    expect(await on.events()).toEqual([]);
    expect((await on.readWard()).data).toEqual({ patient: null });
    const [row] = await on.harness.admin`select to_jsonb(g)::text as text from users.guardianship g`;
    for (const kept of [code, code.replaceAll("-", "")]) expect(row?.["text"]).not.toContain(kept);
    const outbox = await on.harness.admin`select payload::text as text from users.outbox`;
    for (const sent of outbox) expect(sent["text"]).not.toContain(code);
    expect(await on.changesOnRecord()).toEqual([
      {
        action: "guardianship:invite",
        patientId: on.world.patientId,
        entityId: guardianship.id,
        detail: {
          ...{ relationship: "CHILD", basis: "PATIENT_CONSENT" },
          scopes: "APPOINTMENT_READ APPOINTMENT_BOOK",
        },
        accountId: on.world.userId,
      },
    ]);
  });

  it.each(["admin", "supportInRegion"] as const)(
    "of %s says what was seen, and for a child ends with the 18th birthday",
    async (name) => {
      const answer = await on.invite(on.world.viewers[name], on.forChild());
      expect(answer.data.inviteGuardian.guardianship).toMatchObject({
        ...{ basis: "STAFF_VERIFIED", relationship: "MOTHER", expiresAt: "2033-05-31T10:00:00.000Z" },
      });
      expect(await on.changesOnRecord()).toMatchObject([
        {
          detail: { basis: "STAFF_VERIFIED", evidence: "Birth certificate, shown at the desk" },
          accountId: on.world.viewers[name].accountId,
        },
      ]);
    },
  );

  it.each([
    ["staff who say nothing", "admin", { evidence: undefined }, "EVIDENCE_REQUIRED"],
    ["what has passed", "ownPatient", { expiresAt: "2026-03-09T10:00:00Z" }, "EXPIRES_IN_PAST"],
    ["another region's support", "supportElsewhere", { evidence: "Seen at the desk" }, "PATIENT_NOT_FOUND"],
    ["another patient", "otherPatient", {}, "PATIENT_NOT_FOUND"],
    ["another tenant", "foreignAdmin", { evidence: "Seen at the desk" }, "PATIENT_NOT_FOUND"],
  ] as const)("is not made for %s", async (_name, viewer, changes, problem) => {
    const answer = await on.invite(on.world.viewers[viewer], changes);
    expect(problemOf(answer)).toBe(problem);
    expect(answer.data.inviteGuardian).toMatchObject({ guardianship: null, code: null });
    expect(await on.harness.admin`select 1 from users.guardianship`).toHaveLength(0);
  });

  it.each(["practitioner", "analyst", "partner"] as const)("is not made by %s", async (name) => {
    expect(codesOf(await on.invite(on.world.viewers[name]))).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("is not made by a on.guardian, nor in a guardian's or the patient's place", async () => {
    await on.accepted();
    for (const viewer of [on.guardian, impersonated(on.world.viewers.ownPatient)]) {
      expect(codesOf(await on.invite(viewer))).toEqual(["AUTH_FORBIDDEN"]);
    }
  });

  it.each([
    ["input.patientId", { patientId: "x" }],
    ["input.scopes", { scopes: [] }],
    ["input.expiresAt", { expiresAt: "9999-01-01T00:00:00Z" }],
    ["input.evidence", { evidence: "  short   " }],
    ["input.evidence", { evidence: "x".repeat(201) }],
    ["input.evidence", { evidence: "with a NUL \0 in it" }],
  ])("is not made of a malformed %s", async (field, changes) => {
    const answer = await on.invite(on.world.viewers.admin, changes);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "VALIDATION_ERROR", fields: [{ field }] });
    expect(await on.harness.admin`select 1 from users.guardianship`).toHaveLength(0);
  });

  it("is made once for one idempotency key, and its code is not told again", async () => {
    const first = await on.invited(on.world.viewers.ownPatient, { idempotencyKey: "key" });
    const again = await on.invite(on.world.viewers.ownPatient, { idempotencyKey: "key" });
    expect(again.extensions).toEqual({ idempotency: [{ idempotencyKey: "key", isReplay: true }] });
    expect(again.data.inviteGuardian).toMatchObject({ guardianship: { id: first.id }, code: null });
    expect(await on.harness.admin`select 1 from users.guardianship`).toHaveLength(1);
    const kept = await on.harness.admin`select to_jsonb(k)::text as text from users.idempotency_key k`;
    expect(kept[0]?.["text"]).not.toContain(first.code);
  });
});

describe("a code", () => {
  it("makes the account that shows it the on.guardian, in one transaction with event and audit entry", async () => {
    const { id, code } = await on.invited();
    const answer = await on.accept(on.guardian, ` ${code.toLowerCase().replaceAll("-", " ")} `);
    expect(answer.data.acceptGuardianship).toMatchObject({
      guardianship: {
        ...{ id, patient: { id: on.world.patientId }, guardianName: { display: "Devi Rao" } },
        ...{ status: "ACTIVE", startedAt: "2026-03-09T10:00:00.000Z", endedAt: null },
      },
      userErrors: [],
    });
    expect(await on.events()).toEqual([
      [
        "guardianship.started.v1",
        {
          guardianshipId: id,
          patientId: on.world.patientId,
          accountId: on.guardian.accountId,
          scopes: ["APPOINTMENT_READ", "APPOINTMENT_BOOK"],
          expiresAt: null,
        },
      ],
    ]);
    expect((await on.changesOnRecord()).at(-1)).toMatchObject({
      ...{ action: "guardianship:accept", patientId: on.world.patientId, entityId: id },
      detail: { guardianAccountId: on.guardian.accountId },
      accountId: on.guardian.accountId,
    });
    expect((await on.readWard()).data.patient).toEqual({
      ...{ id: on.world.patientId, name: { display: "Asha Rao" }, birthDate: "1987-02-14" },
    });
  });

  it("is good once, for one account, until it expires or the invitation is taken back", async () => {
    const taken = await on.invited();
    await on.accept(on.guardian, taken.code);
    const revoked = await on.invited();
    await on.end(on.world.viewers.ownPatient, revoked.id);
    const old = await on.invited();
    const short = await on.invited(on.world.viewers.ownPatient, { expiresAt: "2026-03-10T10:00:00Z" });
    const later = await on.invited();
    const foreigner = await on.insertUser("Olga", on.world.foreignTenantId);
    expect(problemOf(await on.accept(foreigner, later.code))).toBe("CODE_NOT_VALID");
    now = new Date("2026-03-16T10:00:00.000Z");
    const answers = await Promise.all(
      [taken.code, revoked.code, old.code, short.code, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA", "no code"].map(
        (code) => on.accept(on.stranger, code),
      ),
    );
    // Which of these it was is not told.
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.data.acceptGuardianship).toEqual({
      guardianship: null,
      userErrors: [{ code: "CODE_NOT_VALID", field: "input.code" }],
    });
    expect(problemOf(await on.accept(on.guardian, taken.code))).toBe("CODE_NOT_VALID");
    expect((await on.events()).filter(([type]) => type === "guardianship.started.v1")).toHaveLength(1);
  });

  it("makes one on.guardian, however many show it at once", async () => {
    const { code } = await on.invited();
    const others = await Promise.all(["Ana", "Bo", "Cy", "Di"].map((name) => on.insertUser(name)));
    const answers = await Promise.all(others.map((viewer) => on.accept(viewer, code)));
    expect(answers.map(problemOf).filter((problem) => problem === null)).toHaveLength(1);
    expect(await on.events()).toHaveLength(1);
  });

  it("is not looked at after ten wrong ones, until an hour is over; each account counts for itself", async () => {
    const { code } = await on.invited();
    for (let count = 0; count < 10; count += 1) {
      expect(problemOf(await on.accept(on.stranger, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"))).toBe("CODE_NOT_VALID");
    }
    expect(problemOf(await on.accept(on.stranger, code))).toBe("TOO_MANY_WRONG_CODES");
    now = new Date("2026-03-09T11:00:00.000Z");
    expect(problemOf(await on.accept(on.stranger, code))).toBeNull();
    const other = await on.invited();
    expect(problemOf(await on.accept(on.guardian, other.code))).toBeNull();
    const denials = (await recordedAudit(on.harness.admin, "users")).filter(
      ({ category }) => category === "DENIAL",
    );
    expect(denials.map(({ action }) => action)).toEqual(Array(10).fill("guardianship:accept"));
  });

  it("counts every wrong one of many that are shown at once", async () => {
    await Promise.all(Array.from({ length: 12 }, () => on.accept(on.stranger, "wrong")));
    const rows = await on.harness.admin`select failures from users.guardian_code_failure`;
    expect(rows.map((row): unknown => row["failures"])).toEqual([10]);
  });

  it("is of no use to the patient, nor to who has invited, nor to whoever is not known yet", async () => {
    const { code } = await on.invited();
    expect(problemOf(await on.accept(on.world.viewers.ownPatient, code))).toBe("OWN_INVITATION");
    const both = { ...on.stranger, roles: ["USER" as const, "ADMIN" as const] };
    const byStaff = await on.invited(both, on.forChild());
    expect(problemOf(await on.accept(both, byStaff.code))).toBe("OWN_INVITATION");
    const early = viewerOf({ tenantId: on.world.tenantId, roles: ["USER"] });
    expect(problemOf(await on.accept(early, code))).toBe("NO_PERSON");
    expect(await on.events()).toEqual([]);
  });

  it.each(["practitioner", "admin", "partner"] as const)("is not taken from %s", async (name) => {
    expect(codesOf(await on.accept(on.world.viewers[name], (await on.invited()).code))).toEqual([
      "AUTH_FORBIDDEN",
    ]);
  });

  it("sent twice with one idempotency key is told the same", async () => {
    const { id, code } = await on.invited();
    await on.accept(on.guardian, code, "key");
    const again = await on.accept(on.guardian, code, "key");
    expect(again.data.acceptGuardianship).toMatchObject({ guardianship: { id }, userErrors: [] });
    expect(await on.events()).toHaveLength(1);
  });

  it("puts a new guardianship in place of the former one of the two, whose end is told first", async () => {
    const first = await on.accepted();
    const second = await on.accepted(on.guardian, { scopes: ["APPOINTMENT_READ"] });
    expect((await on.events()).map(([type, { guardianshipId }]) => [type, guardianshipId])).toEqual([
      ["guardianship.started.v1", first],
      ["guardianship.ended.v1", first],
      ["guardianship.started.v1", second],
    ]);
    expect((await on.changesOnRecord()).at(-1)).toMatchObject({ detail: { replaces: first } });
    const answer = await on.harness.execute(
      on.guardian,
      `{ _entities(representations: [{ __typename: "User", id: "${on.guardian.accountId ?? ""}" }]) {
        ... on User { guardianships { id status } } } }`,
    );
    expect(answer.data._entities[0].guardianships).toEqual([
      { id: second, status: "ACTIVE" },
      { id: first, status: "ENDED" },
    ]);
  });
});
