import { pgSchema } from "drizzle-orm/pg-core";
import { describe, expect, it, vi } from "vitest";
import { viewerOf } from "#shared/testing/viewers.ts";
import { ANONYMOUS, type Viewer } from "../auth/viewer.ts";
import type { Database } from "../db/database.ts";
import type { AppError } from "../errors/app-error.ts";
import { Deadline } from "../http/deadline.ts";
import { messagingTables } from "../messaging/tables.ts";
import {
  createRequestContext,
  requireAccount,
  requireTenant,
  type RequestContext,
} from "./request-context.ts";

const NOW = new Date("2026-03-01T09:00:00.000Z");
const TENANT = "0197a000-0000-7000-8000-000000000001";
const PATIENT = "0197a000-0000-7000-8000-000000000002";
const tables = messagingTables(pgSchema("users"));
const transaction = vi.fn();

const contextOf = (viewer: Viewer): RequestContext =>
  createRequestContext(
    {
      viewer,
      clientAddress: null,
      deadline: new Deadline(10_000),
      correlationId: "request-0123456789",
      request: { method: "POST", path: "/graphql", headers: {}, body: "{}" },
    },
    {
      ...{ subgraph: "users", database: { transaction } as unknown as Database, tables },
      ...{ idempotencyKeys: null, clock: () => NOW },
    },
  );
const patient = viewerOf({ tenantId: TENANT, roles: ["USER"], patientId: PATIENT });

describe("request context", () => {
  it("speaks for the viewer of the call", () => {
    const context = contextOf(patient);
    expect(context.viewer).toBe(patient);
    expect(context.access.viewer).toBe(patient);
    expect(context.clock()).toBe(NOW);
    expect(context.setCookies).toStrictEqual([]);
    expect(
      context.entries.make({ category: "CHANGE", action: "patient:update", outcome: "SUCCESS" }),
    ).toMatchObject({
      source: "users",
      recordedAt: "2026-03-01T09:00:00.000Z",
      agent: { accountId: patient.accountId },
    });
  });

  it("is made anew for each call, and shares nothing", () => {
    const [one, other] = [contextOf(patient), contextOf(patient)];
    expect(one.access).not.toBe(other.access);
    expect(one.database).not.toBe(other.database);
    expect(one.setCookies).not.toBe(other.setCookies);
  });

  it("finishes without a connection when nothing was read or noted", async () => {
    await contextOf(patient).finish();
    expect(transaction).not.toHaveBeenCalled();
  });

  it("finishes by writing what access noted", async () => {
    const context = contextOf(patient);
    transaction.mockResolvedValueOnce(undefined);
    const thing = { type: "Patient", id: PATIENT, tenantId: TENANT, patientId: PATIENT };
    expect(context.access.readField("patient:read", thing, "name")).toBe("ALLOW");
    await context.finish();
    expect(transaction).toHaveBeenCalledOnce();
  });
});

describe("requireTenant", () => {
  it("answers the tenant", () => {
    expect(requireTenant(patient)).toBe(TENANT);
  });

  it("tells a viewer without one to sign in", () => {
    expect(() => requireTenant(ANONYMOUS)).toThrow(
      expect.objectContaining({ code: "AUTH_UNAUTHENTICATED" }) as AppError,
    );
  });
});

describe("the account of a viewer", () => {
  it("is told with its tenant, and a program has none", () => {
    const accountId = "0197a000-0000-7000-8000-000000000003";
    expect(requireAccount({ ...patient, accountId })).toStrictEqual({ accountId, tenantId: TENANT });
    const codeOf = (viewer: Viewer): string | undefined => {
      try {
        requireAccount(viewer);
        return undefined;
      } catch (error) {
        return (error as AppError).code;
      }
    };
    const program: Viewer = { ...ANONYMOUS, kind: "CLIENT", tenantId: TENANT, clientId: "partner-lab" };
    expect([codeOf(ANONYMOUS), codeOf(program)]).toEqual(["AUTH_UNAUTHENTICATED", "AUTH_FORBIDDEN"]);
  });
});
