import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { loginRole } from "#drizzle/contexts.ts";
import { ACCOUNTS, TENANTS } from "#drizzle/seed/world.ts";
import { readAnswers } from "#schema/answers.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { seedGoldenData, startGoldenStack } from "../golden/golden-stack.ts";
import { recordedAnswers, type RunAnswer, type VersionToRun } from "../golden/run-examples.ts";
import { sequentialScans, watchStatements } from "./statement-plans.ts";
import { readVersions, runVersions } from "../golden/versions.ts";

const OPERATIONS = fileURLToPath(new URL("../../schema/operations/", import.meta.url));
/** By the process's own clock. The answers were recorded on another one, and the database has a third. */
const ANOTHER_DAY = new Date("2031-08-10T22:15:00Z");

const databases: TestDatabase[] = [];
let versions: readonly VersionToRun[];
let answers: readonly RunAnswer[];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: ANOTHER_DAY });
  versions = await readVersions(OPERATIONS);
  answers = await runVersions(versions, async () => {
    const database = await createTestDatabase();
    databases.push(database);
    await seedGoldenData(database.adminUrl);
    await watchStatements(database);
    const { adminUrl } = database;
    return startGoldenStack({ adminUrl, urlFor: (context) => database.urlFor(loginRole(context)) });
  });
});
afterAll(async () => {
  vi.useRealTimers();
  await Promise.all(databases.map((database) => database.drop()));
});

describe("every example of every registered document", () => {
  it("is answered as it was recorded, on whatever day (npm run documents:record writes it anew)", () => {
    for (const version of versions) {
      const recorded = readAnswers(OPERATIONS, version.client, version.version);
      expect(recordedAnswers(version, answers)).toEqual(recorded);
    }
    expect(answers.length).toBeGreaterThan(40);
  });

  it("reads no table that grows without an index, for any statement that it takes", async () => {
    const [database] = databases;
    if (database === undefined) throw new Error("There is no database.");
    for (const roles of [["USER"], ["PRACTITIONER"], ["SUPPORT"], ["ADMIN"]] as const) {
      const viewer = viewerOf({
        ...{ tenantId: TENANTS.northwind.id, roles: [...roles], regions: ["eu-central"] },
        patientId: ACCOUNTS.patient.patientId,
        practitionerId: ACCOUNTS.practitioner.practitionerId,
      });
      const { planned, scans } = await sequentialScans(database, viewer);
      expect(planned).toBeGreaterThan(30);
      expect(scans).toEqual([]);
    }
  });

  it("was asked for in a way that GraphQL understands", () => {
    const codes = answers.flatMap(({ answer, run }) =>
      answer.errors.map(({ code }) => `${run.operation}: ${code}`),
    );
    expect(codes.filter((code) => /VALIDATION_ERROR|INTERNAL|DOCUMENT_NOT_TRUSTED/.test(code))).toEqual([]);
  });
});
