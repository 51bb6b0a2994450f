import { randomUUID } from "node:crypto";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import type { Platform } from "../platform.ts";
import { createTestRouter, type TestRouter } from "../test/test-router.ts";
import { accountViewer, IDS } from "../test/test-viewers.ts";
import type { Change } from "./change-repository.ts";
import { NOTHING_YET, type ChangeSource } from "./change-source.ts";
import type { LiveSettings } from "./live-settings.ts";
import type { StreamAccess } from "./stream-record.ts";

const PATIENT: Viewer = { ...accountViewer("USER"), patientId: IDS.patient, sessionHash: "hash" };

interface LiveRouter extends TestRouter {
  readonly url: string;
  readonly changes: Change[];
  readonly notify: () => void;
  readonly recorded: StreamAccess[];
}

let running: LiveRouter | undefined;
afterEach(async () => {
  await running?.router.stop();
  running = undefined;
});

/** A router that listens, on changes in memory. */
async function start(
  settings: Partial<LiveSettings> = {},
  source: Partial<ChangeSource> = {},
): Promise<LiveRouter> {
  const changes: Change[] = [];
  const recorded: StreamAccess[] = [];
  const listeners: (() => void)[] = [];
  const platform = {
    publications: { after: async () => [], listen: async () => undefined },
    usage: { add: async () => undefined },
    readiness: {},
    explorer: null,
    exports: null,
    start: () => undefined,
    stop: async () => undefined,
    streams: { put: async (access: StreamAccess) => void recorded.push(access) },
    changes: {
      listen: async (onNews) => void listeners.push(onNews),
      latestPosition: async () => changes.at(-1)?.position ?? 0,
      after: async (position) => changes.filter((change) => change.position > position),
      resume: async () => ({
        ...{ missed: [], isReset: false, cursor: changes.at(-1)?.id ?? NOTHING_YET },
        position: changes.at(-1)?.position ?? 0,
      }),
      ...source,
    } satisfies ChangeSource,
  } as unknown as Platform;
  const testRouter = await createTestRouter({ platform, live: settings });
  testRouter.session.viewer = PATIENT;
  const url = await testRouter.router.start({ host: "127.0.0.1", port: 0 });
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  running = { ...testRouter, url, changes, recorded, notify };
  return running;
}

const follow = ({ url }: LiveRouter, query = "", headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/events${query}`, { headers: { cookie: "__Host-session=good", ...headers } });

/** Reads until `text` has come. */
async function readUntil(response: Response, text: string): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let read = "";
  while (!read.includes(text)) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) break;
    read += decoder.decode(value, { stream: true });
  }
  reader?.releaseLock();
  return read;
}

function changeOf(position: number): Change {
  return {
    ...{ id: randomUUID(), position, tenantId: IDS.tenant, type: "Appointment", entityId: randomUUID() },
    ...{ version: 1, patientId: IDS.patient, practitionerIds: [randomUUID()] },
  };
}

const bodyOf = async (response: Response): Promise<unknown> => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code, response.headers.get("retry-after")];
};

describe("GET /events", () => {
  it("sends what changes, and puts on record who follows", async () => {
    const router = await start();
    const response = await follow(router);
    expect(await readUntil(response, "ready")).toContain("retry: 3000\n");
    const change = changeOf(1);
    router.changes.push(change);
    router.notify();
    expect(await readUntil(response, change.id)).toContain(`id: ${change.id}\nevent: change\n`);
    expect(router.recorded).toMatchObject([
      { isAllowed: true, viewer: PATIENT, subject: { kind: "PATIENT", id: IDS.patient } },
    ]);
  });

  it("asks with the id of the header, and of the address where there is none", async () => {
    const resume = vi.fn<ChangeSource["resume"]>(async () => ({
      ...{ missed: [], isReset: true, cursor: NOTHING_YET, position: 0 },
    }));
    const router = await start({}, { resume });
    await follow(router, "?lastEventId=old", { "last-event-id": "new" });
    const response = await follow(router, "?lastEventId=old");
    await follow(router, "?lastEventId=");
    expect(resume.mock.calls.map(([, id]) => id)).toEqual(["new", "old", undefined]);
    expect(await readUntil(response, "ready")).toContain("event: reset\n");
  });

  it("records who is refused before it says so", async () => {
    const router = await start();
    expect(await bodyOf(await follow(router, `?patientId=${randomUUID()}`))).toEqual([
      ...[403, "AUTH_FORBIDDEN", null],
    ]);
    expect(router.recorded).toMatchObject([{ isAllowed: false }]);
    router.session.viewer = null;
    router.clock.advance(1_000);
    expect(await bodyOf(await follow(router))).toEqual([401, "AUTH_UNAUTHENTICATED", null]);
    expect(router.denials).toMatchObject([
      { action: "appointment:list", coordinates: ["Patient.appointments"] },
    ]);
  });

  it("shows nothing that was not put on record", async () => {
    const router = await start({}, { resume: () => Promise.reject(new Error("away")) });
    expect((await follow(router)).status).toBe(500);
    router.recorded.length = 0;
    // The slot is free again.
    expect((await follow(router)).status).toBe(500);
    expect(router.recorded).toEqual([]);
  });

  it("takes an admin's word only for who is there", async () => {
    const router = await start();
    router.session.viewer = accountViewer("ADMIN");
    const id = randomUUID();
    expect((await follow(router, `?patientId=${id}`)).status).toBe(200);
    router.routes.set("users /graphql", async () => jsonResponse(200, { data: { found: null } }));
    expect((await bodyOf(await follow(router, `?patientId=${id}`))) as unknown[]).toContain(403);
    const denied = { data: null, errors: [{ message: "", extensions: { code: "AUTH_FORBIDDEN" } }] };
    router.routes.set("users /graphql", async () => jsonResponse(200, denied));
    expect((await bodyOf(await follow(router, `?patientId=${id}`))) as unknown[]).toContain(403);
    router.handlers.set("users", () => Promise.reject(new Error("down")));
    expect(await bodyOf(await follow(router, `?patientId=${id}`))).toEqual([
      ...[503, "DEPENDENCY_UNAVAILABLE", null],
    ]);
  });

  it("says when to come back to who has too many, and where there are too many", async () => {
    const router = await start({ connectionsPerAccount: 1 });
    await follow(router);
    expect(await bodyOf(await follow(router))).toEqual([429, "RATE_LIMIT_EXCEEDED", "5"]);
    await router.router.stop();
    const full = await start({ connections: 1 });
    const first = await follow(full);
    expect(await bodyOf(await follow(full))).toEqual([503, "DEPENDENCY_UNAVAILABLE", "5"]);
    await first.body?.cancel();
    await vi.waitFor(async () => expect((await follow(full)).status).toBe(200));
  });

  it("cannot be opened before changes are followed", async () => {
    const router = await start({}, { latestPosition: () => Promise.reject(new Error("away")) });
    expect(await bodyOf(await follow(router))).toEqual([503, "DEPENDENCY_UNAVAILABLE", "5"]);
  });

  it("ends with the reason when the session does", async () => {
    const router = await start();
    const response = await follow(router);
    await readUntil(response, "ready");
    let isTold = false;
    router.session.viewer = null;
    router.routes.set("auth /internal/revocations", async () => {
      const sessionEndings = isTold ? [] : [{ id: "e1", sessionHash: "hash" }];
      isTold = true;
      return jsonResponse(200, { revocations: [], cursor: 0, isComplete: true, sessionEndings });
    });
    expect(await readUntil(response, "SESSION_ENDED")).toContain("event: end\n");
  });

  it("ends when the token does by itself", async () => {
    const router = await start();
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "k1", alg: "ES256", use: "sig" };
    router.routes.set("auth /.well-known/jwks.json", async () => jsonResponse(200, { keys: [jwk] }));
    const now = Math.floor(router.clock.now().getTime() / 1_000);
    const claims = { tenant_id: IDS.tenant, roles: ["USER"], patient_id: IDS.patient, client_id: "app" };
    const token = await new SignJWT({ ...claims, scope: "appointment:list appointment:read" })
      .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "k1" })
      .setIssuer("http://localhost:4000")
      .setAudience("clinic-api")
      .setSubject(IDS.account)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(privateKey);
    const response = await fetch(`${router.url}/events`, { headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(200);
    await readUntil(response, "ready");
    router.clock.advance(600_000);
    expect(await readUntil(response, "EXPIRED")).toContain('event: end\ndata: {"reason":"EXPIRED"}\n\n');
  });

  it("keeps nobody waiting when the router stops: streams end at once, with the time to come back", async () => {
    const router = await start();
    const response = await follow(router);
    await readUntil(response, "ready");
    const stopped = router.router.stop();
    expect(await readUntil(response, "SHUTDOWN")).toContain("retry: 3000\nevent: end\n");
    await stopped;
    running = undefined;
  });
});
