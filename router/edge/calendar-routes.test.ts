import { describe, expect, it } from "vitest";
import { hashOfCalendarToken, newCalendarToken } from "#shared/calendar-feeds/calendar-address.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { jsonResponse } from "#shared/http/service-call.ts";
import { NO_METRICS, type CalendarOutcome } from "#shared/observability/metrics.ts";
import { useTestRouters } from "../test/open-routers.ts";
import type { RouterOptions } from "../router.ts";

const setUp = useTestRouters();

const TOKEN = newCalendarToken();
const ETAG = '"tag"';
const CALENDAR = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Zähne\r\nEND:VCALENDAR\r\n";
const ROUTE = "appointments /internal/calendar-feeds";

/** A router whose appointments knows the calendar of {@link TOKEN}. */
async function setUpCalendars(overrides: Partial<RouterOptions> = {}) {
  const outcomes: CalendarOutcome[] = [];
  const limited: string[] = [];
  const metrics = {
    ...NO_METRICS,
    calendarRequested: (outcome: CalendarOutcome) => void outcomes.push(outcome),
    requestLimited: (policy: string) => void limited.push(policy),
  };
  const test = await setUp({ metrics, ...overrides });
  test.routes.set(ROUTE, async ({ request }) => {
    const { tokenHash } = JSON.parse(request.body) as { tokenHash: string };
    if (tokenHash !== hashOfCalendarToken(TOKEN)) throw new AppError("RESOURCE_NOT_FOUND");
    const headers = { "content-type": "text/calendar; charset=utf-8", etag: ETAG, "x-internal": "secret" };
    return { status: 200, headers, setCookies: ["a=b"], body: CALENDAR };
  });
  const get = (file: string, headers: Record<string, string> = {}, method: "GET" | "HEAD" | "POST" = "GET") =>
    test.router.app.inject({ method, url: `/v1/calendars/${file}`, headers });
  const asked = () => test.calls.filter(({ service }) => service === "appointments");
  return { ...test, outcomes, limited, get, asked };
}

const withoutId = (body: string): string => body.replace(/"correlationId":"[^"]+"/, "");

describe("GET /v1/calendars/<token>.ics", () => {
  it("is answered to whoever has the address, for one only to keep, and asked of appointments by a hash", async () => {
    const { get, asked, outcomes } = await setUpCalendars();
    const response = await get(`${TOKEN}.ics`);
    expect([response.statusCode, response.body]).toEqual([200, CALENDAR]);
    expect(response.headers).toMatchObject({
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="appointments.ics"',
      etag: ETAG,
      "cache-control": "private, no-cache",
      "x-robots-tag": "noindex, nofollow",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
    expect(response.headers["x-internal"]).toBeUndefined();
    expect(response.headers["set-cookie"]).toBeUndefined();
    const [call, ...others] = asked();
    expect(others).toEqual([]);
    expect(call?.call.viewer).toMatchObject({ kind: "SYSTEM", clientId: "router", tenantId: null });
    expect(call?.call.request).toMatchObject({
      method: "POST",
      body: JSON.stringify({ tokenHash: hashOfCalendarToken(TOKEN) }),
    });
    expect(JSON.stringify(call)).not.toContain(TOKEN);
    expect(outcomes).toEqual(["served"]);
  });

  it("asks nobody whose session or token comes along", async () => {
    const { get, calls } = await setUpCalendars();
    const headers = { cookie: "__Host-session=bad", authorization: "Bearer a.b.c" };
    expect((await get(`${TOKEN}.ics`, headers)).statusCode).toBe(200);
    expect(calls.map(({ service }) => service)).toEqual(["appointments"]);
  });

  it("is not sent again to who has it", async () => {
    const { get, outcomes } = await setUpCalendars();
    for (const known of [ETAG, `W/${ETAG}`, `"other", ${ETAG}`, "*"]) {
      const { statusCode, body, headers } = await get(`${TOKEN}.ics`, { "if-none-match": known });
      expect([statusCode, body, headers["etag"]]).toEqual([304, "", ETAG]);
      expect(headers["cache-control"]).toBe("private, no-cache");
    }
    expect((await get(`${TOKEN}.ics`, { "if-none-match": '"other"' })).statusCode).toBe(200);
    expect(outcomes).toEqual(["unchanged", "unchanged", "unchanged", "unchanged", "served"]);
  });

  it("tells by HEAD what GET would, without the calendar", async () => {
    const { get } = await setUpCalendars();
    const [full, head] = [await get(`${TOKEN}.ics`), await get(`${TOKEN}.ics`, {}, "HEAD")];
    expect([head.statusCode, head.body]).toEqual([200, ""]);
    for (const name of ["content-type", "content-length", "etag", "cache-control", "content-disposition"])
      expect([name, head.headers[name]]).toEqual([name, full.headers[name]]);
    expect(full.headers["content-length"]).toBe(String(Buffer.byteLength(CALENDAR)));
    expect((await get("no.ics", {}, "HEAD")).statusCode).toBe(404);
  });

  it("may be read by no page", async () => {
    const { get, router } = await setUpCalendars();
    const origin = "http://localhost:3000";
    const { headers } = await get(`${TOKEN}.ics`, { origin });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    const preflight = await router.app.inject({
      ...{ method: "OPTIONS", url: `/v1/calendars/${TOKEN}.ics` },
      headers: { origin, "access-control-request-method": "GET" },
    });
    expect([preflight.statusCode, preflight.headers["access-control-allow-origin"]]).toEqual([
      404,
      undefined,
    ]);
  });

  it.each([
    `${newCalendarToken()}.ics`,
    TOKEN,
    `${TOKEN}.ICS`,
    `${TOKEN}.ics.ics`,
    `${TOKEN.slice(1)}.ics`,
    `${TOKEN}A.ics`,
    "x.ics",
    ".ics",
    `${"x".repeat(300)}.ics`,
    "%00.ics",
    "..%2f..%2fgraphql",
    `${TOKEN}%0a.ics`,
    `a/${TOKEN}.ics`,
    "",
  ])("answers %s exactly as a path that there is not", async (file) => {
    const { get, router, asked } = await setUpCalendars();
    const response = await get(file);
    const nowhere = await router.app.inject({ method: "GET", url: "/v1/nowhere" });
    expect([response.statusCode, withoutId(response.body)]).toEqual([404, withoutId(nowhere.body)]);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: "RESOURCE_NOT_FOUND" } }] });
    expect(asked()).toHaveLength(/^[\w-]{43}\.ics$/.test(file) ? 1 : 0);
  });

  it("keeps nothing of a refusal in any cache, and answers no other method", async () => {
    const { get } = await setUpCalendars();
    expect((await get(`${newCalendarToken()}.ics`)).headers).toMatchObject({
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex, nofollow",
    });
    expect((await get(`${TOKEN}.ics`, {}, "POST")).statusCode).toBe(404);
  });

  it.each([
    ["appointments is down", () => Promise.reject(new Error("down"))],
    ["it answers with a fault", async () => jsonResponse(500, {})],
    ["it does not take the router's word", async () => jsonResponse(403, {})],
  ])("is 503 when %s, and costs no attempt", async (_why, answer) => {
    const { get, handlers, outcomes } = await setUpCalendars(limits({ credentials: 1 }));
    handlers.set("appointments", answer);
    for (let call = 0; call < 3; call += 1) expect((await get(`${TOKEN}.ics`)).statusCode).toBe(503);
    expect(outcomes).toEqual(["failed", "failed", "failed"]);
  });
});

const limits = (points: { address?: number; credentials?: number }): Partial<RouterOptions> => ({
  rateLimits: {
    windowSeconds: 60,
    points: { address: 1e9, account: 1e9, client: 1e9, credentials: 1e9, ...points },
  },
});

describe("addresses that are guessed", () => {
  it("are few a minute from one network, and then no address is looked for from there", async () => {
    const { get, asked, outcomes, limited, clock, router } = await setUpCalendars(limits({ credentials: 2 }));
    for (const file of [`${newCalendarToken()}.ics`, "x.ics", `${newCalendarToken()}.ics`])
      expect((await get(file)).statusCode).toBe(404);
    const before = asked().length;
    for (const file of [`${newCalendarToken()}.ics`, "x.ics", `${TOKEN}.ics`]) {
      const { statusCode, headers } = await get(file);
      expect([statusCode, Number(headers["retry-after"])]).toEqual([429, 60]);
    }
    expect(asked()).toHaveLength(before);
    expect(outcomes.slice(3)).toEqual(["limited", "limited", "limited"]);
    expect(limited).toEqual(["credentials", "credentials", "credentials"]);
    const elsewhere = {
      method: "GET" as const,
      url: `/v1/calendars/${TOKEN}.ics`,
      remoteAddress: "192.0.2.7",
    };
    expect((await router.app.inject(elsewhere)).statusCode).toBe(200);
    clock.advance(60_000);
    expect((await get(`${TOKEN}.ics`)).statusCode).toBe(200);
  });

  it("cost points of the network as good ones do", async () => {
    const { get, limited } = await setUpCalendars(limits({ address: 100 }));
    const statuses = [];
    for (const file of [`${TOKEN}.ics`, "x.ics", `${TOKEN}.ics`]) statuses.push((await get(file)).statusCode);
    expect([statuses, limited]).toEqual([[200, 404, 429], ["address"]]);
  });
});

it("writes a token into no line of the log, whatever becomes of the request", async () => {
  const { get, lines, handlers, routes } = await setUpCalendars();
  const wrong = newCalendarToken();
  const files = [
    `${TOKEN}.ics`,
    `${wrong}.ics`,
    `${wrong}.icz`,
    `${wrong}/x.ics`,
    `${wrong}${wrong}${wrong}.ics`,
    `${wrong}%zz.ics`,
  ];
  for (const file of files) await get(file, { referer: `https://api.example/v1/calendars/${file}` });
  await get(`${wrong}.ics?token=${wrong}`, {}, "POST");
  routes.set(ROUTE, () => Promise.reject(new Error("a fault within")));
  await get(`${TOKEN}.ics`);
  handlers.set("appointments", () => Promise.reject(new Error("down")));
  await get(`${TOKEN}.ics`);
  const text = JSON.stringify(lines);
  expect(lines.filter(({ message }) => message === "request completed")).toHaveLength(files.length + 2);
  expect(lines.some(({ route, status }) => route === "/v1/calendars/*" && status === 200)).toBe(true);
  expect(lines.some(({ message }) => message === "a request failed")).toBe(true);
  for (const token of [TOKEN, wrong]) expect(text).not.toContain(token);
});
