import { describe, expect, it } from "vitest";
import { Deadline } from "#shared/http/deadline.ts";
import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";
import type { OutgoingCall } from "../services/service-caller.ts";
import { manualClock } from "../test/manual-clock.ts";
import { recordingLogger } from "../test/recording-logger.ts";
import { RevocationList, type TokenIdentity } from "./revocation-list.ts";
import { RevocationStream, SILENCE_MS } from "./revocation-stream.ts";
import { createRevocationCheck, STATUS_LIFETIME_MS } from "./token-status.ts";

const TOKEN: TokenIdentity = { jti: "t1", sid: "f1", accountId: "a1", clientId: "c1", issuedAt: 0 };
const NOTHING = { revocations: [], cursor: 0, isComplete: true };

function setUp(capacity = 100) {
  const clock = manualClock();
  const calls: OutgoingCall[] = [];
  const answers = {
    stream: async (): Promise<ServiceResponse> => jsonResponse(200, NOTHING),
    status: async (): Promise<ServiceResponse> => jsonResponse(200, { isActive: true }),
  };
  const callAuth = (call: OutgoingCall): Promise<ServiceResponse> => {
    calls.push(call);
    return call.path === "/internal/revocations" ? answers.stream() : answers.status();
  };
  const list = new RevocationList({ clock: clock.now, capacity });
  const { logger, lines } = recordingLogger();
  const stream = new RevocationStream({ callAuth, list, logger, now: clock.elapsedMs });
  const options = { callAuth, list, stream, timeoutMs: 1_000, now: clock.elapsedMs };
  const check = createRevocationCheck(options);
  const isRevoked = (token: TokenIdentity = TOKEN): Promise<boolean> => check(token, new Deadline(5_000));
  const tell = (subject: string, cursor: number, isComplete = true): void => {
    const endsAt = new Date(clock.now().getTime() + 600_000).toISOString();
    const revocations = [{ kind: "TOKEN", subject, revokedAt: clock.now().toISOString(), endsAt }];
    answers.stream = async () => jsonResponse(200, { revocations, cursor, isComplete });
  };
  const asked = (): string[] =>
    calls.filter(({ path }) => path.endsWith("introspect")).map(({ body }) => body);
  return { clock, calls, answers, list, lines, stream, isRevoked, tell, asked };
}

describe("the stream of revocations", () => {
  it("asks for all at first, without waiting, and then for what came after", async () => {
    const { stream, tell, calls, isRevoked } = setUp();
    tell("t0", 7, false);
    await stream.step();
    expect(stream.isHeard).toBe(false);
    tell("t1", 9);
    await stream.step();
    expect(stream.isHeard).toBe(true);
    await stream.step();
    expect(calls.map(({ body, viewer }) => [body, viewer.clientId])).toEqual([
      ['{"after":0,"waitMs":0}', "router"],
      ['{"after":7,"waitMs":0}', "router"],
      ['{"after":9,"waitMs":2000}', "router"],
    ]);
    expect(await isRevoked()).toBe(true);
    expect(await isRevoked({ ...TOKEN, jti: "t2" })).toBe(false);
  });

  it("begins anew when there is more than fits, and is not believed meanwhile", async () => {
    const { stream, tell, calls, lines, list, answers } = setUp(1);
    tell("t0", 1);
    await stream.step();
    tell("t1", 2);
    expect(await stream.step()).toBe(false);
    expect(stream.isHeard).toBe(false);
    expect(lines.map(({ level }) => level)).toContain("error");
    answers.stream = async () => jsonResponse(200, { ...NOTHING, cursor: 5 });
    await stream.step();
    expect(JSON.parse(calls.at(-1)?.body ?? "")).toEqual({ after: 0, waitMs: 0 });
    expect([stream.isHeard, list.size]).toEqual([true, 0]);
  });

  it("ends at once in the middle of a call", async () => {
    const { stream, answers, calls } = setUp();
    const begun = Promise.withResolvers<undefined>();
    answers.stream = () => {
      begun.resolve(undefined);
      return new Promise((_resolve, reject) => {
        calls[0]?.deadline.signal.addEventListener("abort", () => reject(new Error("aborted")));
      });
    };
    stream.start();
    await begun.promise;
    await stream.stop();
    expect(calls).toHaveLength(1);
  });
});

describe("a token while auth is silent", () => {
  it("is asked about before the first word, and from five seconds after the last", async () => {
    const { stream, isRevoked, clock, asked } = setUp();
    expect(await isRevoked()).toBe(false);
    expect(asked()).toEqual([JSON.stringify(TOKEN)]);
    await stream.step();
    clock.advance(SILENCE_MS - 1);
    expect(await isRevoked()).toBe(false);
    expect(asked()).toHaveLength(1);
    clock.advance(1);
    expect(await isRevoked()).toBe(false);
    expect(asked()).toHaveLength(2);
    await stream.step();
    clock.advance(STATUS_LIFETIME_MS + 1);
    expect(await isRevoked()).toBe(false);
    expect(asked()).toHaveLength(2);
  });

  it("is asked about once in half a second, and once for requests that come together", async () => {
    const { isRevoked, clock, asked } = setUp();
    expect(await Promise.all([isRevoked(), isRevoked(), isRevoked()])).toEqual([false, false, false]);
    clock.advance(STATUS_LIFETIME_MS);
    await isRevoked();
    expect(asked()).toHaveLength(1);
    clock.advance(1);
    await isRevoked();
    expect(asked()).toHaveLength(2);
  });

  it("is refused when auth says that it was revoked, each time anew", async () => {
    const { isRevoked, answers, asked } = setUp();
    answers.status = async () => jsonResponse(200, { isActive: false });
    expect([await isRevoked(), await isRevoked()]).toEqual([true, true]);
    expect(asked()).toHaveLength(2);
  });

  it("is refused without asking when it is known to be revoked", async () => {
    const { stream, isRevoked, tell, clock, asked } = setUp();
    tell("t1", 1);
    await stream.step();
    clock.advance(60_000);
    expect(await isRevoked()).toBe(true);
    expect(asked()).toEqual([]);
  });

  it.each<[string, () => Promise<ServiceResponse>]>([
    ["does not answer", () => Promise.reject(new Error("down"))],
    ["answers a fault", async () => jsonResponse(503, { isActive: true })],
    ["answers nonsense", async () => ({ ...jsonResponse(200, {}), body: "<html>" })],
    ["answers half", async () => jsonResponse(200, {})],
  ])("is never accepted because auth %s", async (_name, answer) => {
    const { stream, isRevoked, answers, clock } = setUp();
    await stream.step();
    answers.stream = answer;
    answers.status = answer;
    clock.advance(SILENCE_MS);
    expect(await stream.step()).toBe(false);
    await expect(isRevoked()).rejects.toThrow();
    // It is heard of again by itself.
    answers.stream = async () => jsonResponse(200, NOTHING);
    await stream.step();
    expect(await isRevoked()).toBe(false);
  });
});

describe("news of who may do what", () => {
  function listen() {
    const all = setUp();
    const news: unknown[] = [];
    all.stream.onNews(({ sessions, hasRevokedTokens }) => {
      news.push({ sessions: sessions && [...sessions], hasRevokedTokens });
    });
    const end = (...endings: readonly { readonly id: string; readonly sessionHash: string }[]): void => {
      all.answers.stream = async () => jsonResponse(200, { ...NOTHING, sessionEndings: endings });
    };
    return { ...all, news, end };
  }

  it("is told once of each ended session, however often auth tells, and again when it ends again", async () => {
    const { stream, news, end } = listen();
    end({ id: "e1", sessionHash: "one" });
    await stream.step();
    await stream.step();
    end({ id: "e2", sessionHash: "one" }, { id: "e1", sessionHash: "one" }, { id: "e3", sessionHash: "two" });
    await stream.step();
    expect(news).toEqual([
      { sessions: ["one"], hasRevokedTokens: false },
      { sessions: ["one", "two"], hasRevokedTokens: false },
    ]);
  });

  it("is told of tokens, also by an auth that tells nothing of sessions", async () => {
    const { stream, news, tell } = listen();
    await stream.step();
    tell("t1", 1);
    await stream.step();
    expect(news).toEqual([{ sessions: [], hasRevokedTokens: true }]);
  });

  it("is that anything may have ended after a silence, and when there is more than auth tells", async () => {
    const { stream, news, clock, end } = listen();
    await stream.step();
    clock.advance(10_001);
    await stream.step();
    end(...Array.from({ length: 1_000 }, (_, index) => ({ id: `e${index}`, sessionHash: `s${index}` })));
    await stream.step();
    const anything = { sessions: null, hasRevokedTokens: true };
    expect(news).toEqual([anything, anything]);
  });
});
