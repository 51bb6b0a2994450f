import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  CALENDAR_FEEDS_PATH,
  CALENDARS_PATH,
  hashOfCalendarFile,
} from "#shared/calendar-feeds/calendar-address.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { goneSignal } from "#shared/http/gone-signal.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import type { Metrics } from "#shared/observability/metrics.ts";
import { ROUTER_VIEWER } from "../access/router-viewer.ts";
import { rateLimitHeaders } from "../rate-limit/rate-limit-headers.ts";
import { CALENDAR_POINTS } from "../rate-limit/rate-limit-settings.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { RequestBudget } from "../rate-limit/request-budget.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { isKnown } from "./conditional-answer.ts";

/** What {@link registerCalendarRoutes} needs. */
export interface CalendarRouteOptions {
  readonly callAppointments: ServiceCaller;
  /** Longest time for a whole request. */
  readonly timeoutMs: number;
  readonly limiter: RateLimiter;
  readonly metrics: Metrics;
}

/** Of every answer, so that no cache and no search engine keeps what only one may read. */
const PRIVATE = { "cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow" } as const;

/**
 * Serves `GET` and `HEAD /v1/calendars/<token>.ics`, for calendar apps: whoever has the address reads the calendar, without a session and
 * whatever cookies come along. The token stays here: appointments is asked by its hash, and neither log, trace nor metric has the path.
 * What is no good address (any more) is answered as any path that there is not, and counts as credentials that are none.
 */
export function registerCalendarRoutes(app: FastifyInstance, options: CalendarRouteOptions): void {
  app.route<{ Params: { "*": string } }>({
    method: ["GET", "HEAD"],
    url: `${CALENDARS_PATH}*`,
    onRequest: (_request, reply, done) => {
      void reply.headers(PRIVATE);
      done();
    },
    handler: async (request, reply) => {
      try {
        const calendar = await enter(request, reply, options);
        const isUnchanged = isKnown(request.headers["if-none-match"], calendar.headers["etag"] ?? "");
        options.metrics.calendarRequested(isUnchanged ? "unchanged" : "served");
        return await send(reply, calendar, isUnchanged);
      } catch (error) {
        options.metrics.calendarRequested(outcomeOf(error));
        throw error;
      }
    },
  });
}

/** @throws AppError `RATE_LIMIT_EXCEEDED`, `RESOURCE_NOT_FOUND`, `DEPENDENCY_UNAVAILABLE`, `DEADLINE_EXCEEDED` */
async function enter(
  request: FastifyRequest<{ Params: { "*": string } }>,
  reply: FastifyReply,
  options: CalendarRouteOptions,
): Promise<ServiceResponse> {
  const { limiter } = options;
  const attempts = limiter.ofCredentials(request.ip);
  const budget = limiter.ofAddress(request.ip);
  try {
    attempts.assertNotEmpty();
    await budget.charge(CALENDAR_POINTS);
    tell(reply, budget, limiter);
    const tokenHash = hashOfCalendarFile(request.params["*"]);
    const calendar = tokenHash === null ? null : await ask(tokenHash, reply, options);
    if (calendar !== null) return calendar;
    await attempts.chargeAfterwards(1);
  } catch (error) {
    tell(reply, attempts.balances().length > 0 ? attempts : budget, limiter);
    throw error;
  }
  throw new AppError("RESOURCE_NOT_FOUND");
}

/** The calendar; null when there is none that is good. */
async function ask(
  tokenHash: string,
  reply: FastifyReply,
  { callAppointments, timeoutMs }: CalendarRouteOptions,
): Promise<ServiceResponse | null> {
  const response = await callAppointments({
    method: "POST",
    path: CALENDAR_FEEDS_PATH,
    body: JSON.stringify({ tokenHash }),
    viewer: ROUTER_VIEWER,
    deadline: new Deadline(timeoutMs, goneSignal(reply)),
  });
  const { status } = response;
  if (status === 404) return null;
  if (status !== 200) throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: { status } });
  return response;
}

function send(reply: FastifyReply, { headers, body }: ServiceResponse, isUnchanged: boolean): FastifyReply {
  void reply.headers({ etag: headers["etag"], "cache-control": "private, no-cache" });
  if (isUnchanged) return reply.code(304).send();
  return reply
    .headers({
      "content-type": headers["content-type"],
      "content-disposition": 'inline; filename="appointments.ics"',
    })
    .send(body);
}

function tell(reply: FastifyReply, budget: RequestBudget, { settings }: RateLimiter): void {
  void reply.headers(rateLimitHeaders(budget.balances(), settings.windowSeconds));
}

function outcomeOf(error: unknown): "unknown" | "limited" | "failed" {
  if (!(error instanceof AppError)) return "failed";
  if (error.code === "RATE_LIMIT_EXCEEDED") return "limited";
  return error.code === "RESOURCE_NOT_FOUND" ? "unknown" : "failed";
}
