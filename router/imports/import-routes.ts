import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { goneSignal } from "#shared/http/gone-signal.ts";
import { allowLongRequest } from "#shared/http/server.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { SESSION_COOKIE } from "../access/authenticate.ts";
import { askOwner, importRoutes, type ImportCaller, type ImportDoorOptions } from "./import-door.ts";
import {
  REPORT_FORMATS,
  REPORT_TYPES,
  reportPageSchema,
  reportText,
  ROWS_AT_ONCE,
  type ReportPage,
} from "./import-report.ts";
import { passOn, tooLarge } from "./import-upload.ts";

/** What {@link registerImports} needs. */
export interface ImportRouteOptions extends ImportDoorOptions {
  readonly largestBytes: number;
  /** Longest time for one call of the owner. */
  readonly callMs: number;
  /** Default: half a minute. */
  readonly silenceMs?: number;
}

const KINDS = { schedules: "SCHEDULES", appointments: "APPOINTMENTS" } as const;
const SILENCE_MS = 30_000;
const LONGEST_MS = 60 * 60 * 1_000;
const CSV = "text/csv";

const flag = z.enum(["true", "false"], "Must be true or false.").default("false");
const sendQuery = z.strictObject({ dryRun: flag });
const reportQuery = z.strictObject({
  format: z.enum(REPORT_FORMATS, "Must be csv or ndjson.").default("csv"),
  refused: flag,
});
const idParams = z.object({ id: entityId });
const sendHeaders = z.object({ "idempotency-key": idempotencyKey });

const importSchema = z.looseObject({ id: z.uuid(), status: z.string() });
const begunSchema = z.object({ id: z.uuid(), isReplay: z.boolean() });
const anything = z.unknown();

/** Serves `/v1/imports/*`: files of schedules and appointments, and what becomes of them (docs/imports.md). */
export async function registerImports(app: FastifyInstance, options: ImportRouteOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // The file itself is the body; it is read by whoever passes it on.
    scope.addContentTypeParser(CSV, (_request, payload, done) => {
      done(null, payload);
    });
    const route = importRoutes(scope, options);
    const idOf = ({ params }: FastifyRequest): string => parseInput(idParams, params, "").id;
    for (const [path, kind] of Object.entries(KINDS)) {
      route("POST", `/${path}`, async (caller, request, reply) => {
        const upload = new Upload(options, caller, request, reply);
        const received = await upload.receive(kind);
        return reply.code(202).header("location", `/v1/imports/${received.id}`).send(received);
      });
    }
    route("GET", "/:id", ({ ask }, request) => ask("find", { id: idOf(request) }, importSchema));
    route("GET", "/:id/report", (caller, request, reply) =>
      sendReport(options, caller, { request, id: idOf(request) }, reply),
    );
    route("POST", "/:id/apply", async ({ ask }, request, reply) => {
      const applied = await ask("apply", { id: idOf(request) }, importSchema);
      return reply.code(202).header("location", `/v1/imports/${applied.id}`).send(applied);
    });
    route("DELETE", "/:id", ({ ask }, request) => ask("remove", { id: idOf(request) }, importSchema));
  });
}

/** An import as its owner shows it. */
type ReceivedImport = z.infer<typeof importSchema> & { readonly isReplay: boolean };

/** A file on its way. */
class Upload {
  readonly #options: ImportRouteOptions;
  readonly #caller: ImportCaller;
  readonly #request: FastifyRequest;
  readonly #gone: AbortSignal;

  constructor(
    options: ImportRouteOptions,
    caller: ImportCaller,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    this.#options = options;
    this.#caller = caller;
    this.#request = request;
    this.#gone = goneSignal(reply);
    // Whoever is refused may not have sent all of it, and what is left would be taken for the next request.
    void reply.header("connection", "close");
  }

  /** Whoever goes away, is refused in the middle or signed out meanwhile has sent nothing. */
  async receive(kind: (typeof KINDS)[keyof typeof KINDS]): Promise<ReceivedImport> {
    const file = this.#file();
    const { dryRun } = parseInput(sendQuery, this.#request.query, "");
    const { "idempotency-key": key } = parseInput(sendHeaders, this.#request.headers, "");
    const input = { kind, isDryRun: dryRun === "true", idempotencyKey: key };
    const begun = await this.#caller.ask("begin", input, begunSchema);
    allowLongRequest(this.#request);
    try {
      const passed = await passOn(file, this.#limits(), async (part, position) => {
        if (!begun.isReplay)
          await this.#ask("receive", { id: begun.id, position, bytes: part.toString("base64") }, anything);
      });
      await this.#assertStillSignedIn();
      const completed = await this.#ask("complete", { id: begun.id, ...passed }, importSchema);
      return { ...completed, isReplay: begun.isReplay };
    } catch (error) {
      if (!begun.isReplay) await this.#abandon(begun.id);
      throw error;
    }
  }

  /** @throws AppError `UNSUPPORTED_MEDIA_TYPE`, `PAYLOAD_TOO_LARGE` */
  #file(): Readable {
    const { headers, body } = this.#request;
    const charset = /;\s*charset="?([^";\s]+)/i.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
    const isPlain = headers["content-encoding"] === undefined && /^utf-?8$/i.test(charset);
    if (!(body instanceof Readable) || !isPlain)
      throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send text/csv in UTF-8, not compressed.");
    if (Number(headers["content-length"] ?? 0) > this.#options.largestBytes)
      throw tooLarge(this.#options.largestBytes);
    return body;
  }

  #limits(): Parameters<typeof passOn>[1] {
    const { largestBytes, silenceMs = SILENCE_MS } = this.#options;
    return { largestBytes, silenceMs, longestMs: LONGEST_MS };
  }

  /** A file takes longer than a request: each call has a time of its own. */
  #ask<T>(step: string, input: unknown, schema: z.ZodType<T>): Promise<T> {
    const deadline = new Deadline(this.#options.callMs, this.#gone);
    const { viewer } = this.#caller.context;
    return askOwner(this.#options, { viewer, deadline }, { step, input }, schema);
  }

  /** @throws AppError `AUTH_UNAUTHENTICATED` */
  async #assertStillSignedIn(): Promise<void> {
    const { context } = this.#caller;
    const { authorization } = this.#request.headers;
    const sessionId = this.#request.cookies[SESSION_COOKIE];
    const deadline = new Deadline(this.#options.callMs, this.#gone);
    const { viewer, setCookies } = await this.#options.authenticate({ authorization, sessionId }, deadline);
    if (viewer.accountId !== context.viewer.accountId) throw new AppError("AUTH_UNAUTHENTICATED");
    context.setCookies.push(...setCookies);
  }

  /** Not for the client, which may be gone. What cannot be removed now is removed in an hour. */
  async #abandon(id: string): Promise<void> {
    const { viewer } = this.#caller.context;
    const deadline = new Deadline(this.#options.callMs);
    await askOwner(this.#options, { viewer, deadline }, { step: "remove", input: { id } }, anything).catch(
      () => undefined,
    );
  }
}

async function sendReport(
  options: ImportRouteOptions,
  { context: { viewer } }: ImportCaller,
  { request, id }: { readonly request: FastifyRequest; readonly id: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { format, refused } = parseInput(reportQuery, request.query, "");
  const gone = goneSignal(reply);
  const pageAfter = (afterLine: number): Promise<ReportPage> => {
    const deadline = new Deadline(options.callMs, gone);
    const input = { id, afterLine, limit: ROWS_AT_ONCE, onlyRefused: refused === "true" };
    return askOwner(options, { viewer, deadline }, { step: "report", input }, reportPageSchema);
  };
  // Before anything is sent: what is refused has an answer of its own.
  const first = await pageAfter(0);
  return reply
    .headers({
      "content-type": REPORT_TYPES[format],
      "content-disposition": `attachment; filename="import-${id}.${format}"`,
    })
    .send(Readable.from(reportText(format, first, pageAfter), { objectMode: false, highWaterMark: 1 }));
}
