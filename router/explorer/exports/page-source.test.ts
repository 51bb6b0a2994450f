import { describe, expect, it, vi } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import type { Engine } from "../../execution/engine.ts";
import { createRateLimiter } from "../../rate-limit/rate-limiter.ts";
import { recordingLogger } from "../../test/recording-logger.ts";
import { accountViewer } from "../../test/test-viewers.ts";
import type { ReadPage } from "./read-page.ts";
import { createPageSource, type PageOutcome } from "./page-source.ts";

const OWNER: Viewer = { ...accountViewer("ADMIN"), sessionHash: "hash" };
const { accountId, tenantId } = OWNER;
const SETTINGS = {
  windowSeconds: 60,
  points: { address: 1_000, account: 1_000, client: 1_000, credentials: 1_000 },
};

/** A source of pages that cost 300 of 1,000 points, of which so many are spent already. */
async function sourceOf({
  spent = 0,
  viewer = OWNER,
  answer = {},
  after = null,
  page = { rows: [], next: null, total: null },
  isWanted = true,
}: {
  spent?: number;
  viewer?: Viewer;
  answer?: object;
  after?: string | null;
  page?: ReadPage | null;
  isWanted?: boolean;
}) {
  const limiter = createRateLimiter({
    settings: SETTINGS,
    logger: recordingLogger().logger,
    metrics: NO_METRICS,
  });
  if (spent > 0) await limiter.ofCaller("192.0.2.1", OWNER).charge(spent);
  const execute = vi.fn(async () => ({
    headers: new Map(),
    body: { kind: "complete" as const, string: JSON.stringify({ data: { rows: 1 }, ...answer }) },
  }));
  const source = createPageSource({
    route: {
      authenticate: async () => ({ viewer, setCookies: [] }),
      sessions: { forget: () => undefined },
      engine: () => ({ execute }) as unknown as Engine,
      ...{ requestTimeoutMs: 1_000, metrics: NO_METRICS, limiter, documents: null, pageOrigins: [] },
    },
    ...{ adhoc: "anybody", sessionId: "id", owner: { accountId: accountId ?? "", tenantId: tenantId ?? "" } },
    ...{ clientAddress: "192.0.2.1", cost: 300, isCounted: false, onRenewal: () => undefined },
    query: {
      ...{ name: null, text: "{ a }", countingText: null, columns: [], variablesFor: () => ({}) },
      read: () => page,
    },
  });
  const onAsk = vi.fn(async () => isWanted);
  const outcome: PageOutcome = await source({ after, first: 100, onAsk }, new AbortController().signal);
  limiter.close();
  return { outcome, execute, onAsk };
}

describe("a page of an export", () => {
  it("is asked for while it leaves a quarter of the budget", async () => {
    const { outcome, execute } = await sourceOf({ spent: 450 });
    expect(outcome).toMatchObject({ kind: "page", user: { accountId }, next: null });
    expect(execute).toHaveBeenCalledOnce();
  });

  it("waits when it would leave less, although there is enough for itself", async () => {
    const { outcome, execute, onAsk } = await sourceOf({ spent: 451 });
    expect(outcome).toMatchObject({ kind: "wait", seconds: 60 });
    expect(execute).not.toHaveBeenCalled();
    expect(onAsk).not.toHaveBeenCalled();
  });

  it("is not asked for when nobody wants it any more", async () => {
    const { outcome, execute } = await sourceOf({ isWanted: false });
    expect(outcome).toEqual({ kind: "unwanted" });
    expect(execute).not.toHaveBeenCalled();
  });

  it("names what is masked in it", async () => {
    const { outcome } = await sourceOf({ answer: { extensions: { redacted: ["Patient.name"] } } });
    expect(outcome).toMatchObject({ kind: "page", redacted: ["Patient.name"] });
  });

  it("of a list that is not there has no rows, but is refused after others that had some", async () => {
    expect((await sourceOf({ page: null })).outcome).toMatchObject({ kind: "page", rows: [], next: null });
    expect((await sourceOf({ page: null, after: "c" })).outcome).toEqual({
      ...{ kind: "refused", code: "RESOURCE_NOT_FOUND", isRetryable: false, cause: undefined },
      reason: "The list that it follows is not there any more.",
    });
  });

  it("waits when somebody else was faster", async () => {
    const answer = {
      errors: [{ extensions: { code: "RATE_LIMIT_EXCEEDED" } }],
      extensions: { cost: { resetSeconds: 7 } },
    };
    expect((await sourceOf({ answer })).outcome).toMatchObject({ kind: "wait", seconds: 7 });
  });

  it.each<[string, Viewer]>([
    ["nobody any more", ANONYMOUS],
    ["somebody else", { ...OWNER, accountId: "0197a000-0000-7000-8000-000000000009" }],
    [
      "somebody in the owner's place",
      { ...OWNER, impersonator: { accountId: accountId ?? "", roles: [], endsAt: "" } },
    ],
  ])("is not asked for when the session speaks for %s", async (_who, viewer) => {
    const { outcome, execute } = await sourceOf({ viewer });
    expect(outcome).toMatchObject({ kind: "refused", code: "AUTH_UNAUTHENTICATED", isRetryable: false });
    expect(execute).not.toHaveBeenCalled();
  });

  it.each([
    [{ code: "DEPENDENCY_UNAVAILABLE" }, "DEPENDENCY_UNAVAILABLE", true],
    [{ code: "AUTH_FORBIDDEN" }, "AUTH_FORBIDDEN", false],
    [{}, "INTERNAL", false],
  ])("with errors is none: %j", async (extensions, code, isRetryable) => {
    const { outcome } = await sourceOf({ answer: { errors: [{ message: "of a value", extensions }] } });
    expect(outcome).toMatchObject({ kind: "refused", code, isRetryable });
    expect(outcome).toMatchObject({ reason: new AppError(code as "INTERNAL").message });
  });
});
