import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Clock } from "#shared/time/clock.ts";
import { SESSION_COOKIE, type Credentials } from "../access/authenticate.ts";
import type { DenialSink } from "../access/denial-sink.ts";
import { endOf, type Recheck } from "../access/recheck.ts";
import { addCallerHeaders, admit, type AdmissionOptions } from "../edge/admission.ts";
import type { RequestContext } from "../execution/request-context.ts";
import type { ChangeSource } from "./change-source.ts";
import { endEvent, retryHint } from "./event-format.ts";
import type { LiveHub } from "./live-hub.ts";
import type { LiveSettings } from "./live-settings.ts";
import type { LiveStream } from "./live-stream.ts";
import { createResponseSink } from "./response-sink.ts";
import type { StreamRecord } from "./stream-record.ts";
import {
  assertMayFollow,
  isOwn,
  mayNotFollow,
  readStreamQuery,
  subjectOf,
  type StreamQuery,
  type StreamSubject,
} from "./stream-subject.ts";
import type { SubjectLookup } from "./subject-lookup.ts";

/** What {@link registerEventsRoute} needs. */
export interface EventsRouteOptions extends AdmissionOptions {
  readonly hub: LiveHub;
  /** Undefined: there is nothing to follow. */
  readonly source: Pick<ChangeSource, "resume"> | undefined;
  /** True when the hub is told of changes. */
  readonly isFollowing: () => boolean;
  readonly record: StreamRecord | undefined;
  readonly denials: DenialSink;
  readonly lookup: SubjectLookup;
  readonly recheck: Recheck;
  readonly settings: LiveSettings;
  readonly clock: Clock;
}

const PATH = "/events";
/** Of opening a stream: it is looked who asks, and put on record. */
const OPENING_POINTS = 10;
/** When no stream can be opened, in seconds. */
const RETRY_AFTER_SECONDS = 5;
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // Of nginx, which otherwise collects what is sent.
  "x-accel-buffering": "no",
} as const;

/** Serves `GET /events`: server-sent events of what has changed. Needs the plugin `@fastify/cookie`. */
export function registerEventsRoute(app: FastifyInstance, options: EventsRouteOptions): void {
  app.route({
    method: "GET",
    url: PATH,
    exposeHeadRoute: false,
    onRequest: (_request, reply, done) => {
      void reply.header("cache-control", HEADERS["cache-control"]);
      done();
    },
    handler: async (request, reply) => {
      await follow(request, reply, options);
    },
  });
}

async function follow(
  request: FastifyRequest,
  reply: FastifyReply,
  options: EventsRouteOptions,
): Promise<void> {
  const context = await admit(request, reply, options);
  const query = readStreamQuery(request.query);
  await charge(context, reply, options);
  const subject = await judge(query, context, options);
  const { hub, settings } = options;
  // A refusal would keep browsers from coming back: they take it for the last word.
  if (hub.isDraining) {
    sendElsewhere(reply, settings);
    return;
  }
  const { source, isFollowing } = options;
  if (source === undefined || !isFollowing()) throw unavailable(reply);
  const stream = open(request, reply, { context, subject }, options);
  try {
    const { viewer, deadline } = context;
    const resumption = await source.resume(subject, lastEventIdOf(request, query));
    await put(options, { viewer, subject, isAllowed: true, deadline });
    const response = begin(reply);
    stream.begin(createResponseSink(response), resumption);
  } catch (error) {
    stream.leave();
    throw error;
  }
}

/** What was not written down is not shown. */
async function put(
  { record }: EventsRouteOptions,
  access: Parameters<StreamRecord["put"]>[0],
): Promise<void> {
  if (record === undefined) throw new AppError("DEPENDENCY_UNAVAILABLE");
  await record.put(access);
}

async function charge(
  context: RequestContext,
  reply: FastifyReply,
  { limiter }: EventsRouteOptions,
): Promise<void> {
  try {
    await context.budget?.charge(OPENING_POINTS);
  } finally {
    addCallerHeaders(reply, context, limiter);
  }
}

/**
 * Whose appointments the caller follows, who may. Refusals are put on record before they are answered, and are the same for what is
 * there and what is not.
 * @throws AppError `AUTH_UNAUTHENTICATED`, `AUTH_FORBIDDEN`, `VALIDATION_ERROR`
 */
async function judge(
  query: StreamQuery,
  { viewer, deadline }: RequestContext,
  options: EventsRouteOptions,
): Promise<StreamSubject> {
  const { clock, lookup, denials } = options;
  if (viewer.kind === "ANONYMOUS") {
    const [action, type] =
      query.practitionerId === undefined
        ? (["appointment:list", "Patient"] as const)
        : (["practitioner:appointment:list", "Practitioner"] as const);
    await denials.record({ viewer, action, coordinates: [`${type}.appointments`], deadline });
  }
  const subject = subjectOf(query, viewer);
  try {
    assertMayFollow(subject, viewer, clock());
    const isThere = isOwn(subject, viewer) || (await lookup(subject, viewer, deadline));
    if (!isThere) throw mayNotFollow();
    return subject;
  } catch (error) {
    if (error instanceof AppError && error.code === "AUTH_FORBIDDEN")
      await put(options, { viewer, subject, isAllowed: false, deadline });
    throw error;
  }
}

/** @throws AppError `RATE_LIMIT_EXCEEDED` or `DEPENDENCY_UNAVAILABLE` when there are too many */
function open(
  request: FastifyRequest,
  reply: FastifyReply,
  { context, subject }: { readonly context: RequestContext; readonly subject: StreamSubject },
  { hub, recheck, clock }: EventsRouteOptions,
): LiveStream {
  const { viewer } = context;
  const credentials: Credentials = {
    authorization: request.headers.authorization,
    sessionId: request.cookies[SESSION_COOKIE],
  };
  const stream = opened(reply, () =>
    hub.open({
      subject,
      follower: { viewer, expiresAtMs: endOf(credentials, viewer) },
      recheck: async () => {
        const current = await recheck(credentials);
        if (!isSamePerson(current, viewer)) throw new AppError("AUTH_UNAUTHENTICATED");
        assertMayFollow(subject, current, clock());
        return current;
      },
    }),
  );
  reply.raw.once("close", () => stream.leave());
  // It may have closed before.
  if (request.raw.destroyed) stream.leave();
  return stream;
}

function opened(reply: FastifyReply, work: () => LiveStream): LiveStream {
  try {
    return work();
  } catch (error) {
    void reply.header("retry-after", String(RETRY_AFTER_SECONDS));
    throw error;
  }
}

function isSamePerson(one: Viewer, other: Viewer): boolean {
  return (
    one.accountId === other.accountId &&
    one.clientId === other.clientId &&
    one.tenantId === other.tenantId &&
    one.impersonator?.accountId === other.impersonator?.accountId
  );
}

/** The header, which browsers send by themselves, outweighs what stood in the address when they first came. */
function lastEventIdOf({ headers }: FastifyRequest, { lastEventId }: StreamQuery): string | undefined {
  const { "last-event-id": sent } = headers;
  const id = (Array.isArray(sent) ? sent[0] : sent) ?? lastEventId;
  return id === "" ? undefined : id;
}

function unavailable(reply: FastifyReply): AppError {
  void reply.header("retry-after", String(RETRY_AFTER_SECONDS));
  return new AppError("DEPENDENCY_UNAVAILABLE");
}

function sendElsewhere(reply: FastifyReply, { retryMs }: LiveSettings): void {
  begin(reply).end(retryHint(retryMs) + endEvent("SHUTDOWN"));
}

/** From now on the response is ours; it has the headers that every answer has. */
function begin(reply: FastifyReply): FastifyReply["raw"] {
  reply.hijack();
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...HEADERS })) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(200);
  return reply.raw;
}
