import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { SESSION_COOKIE } from "../../access/authenticate.ts";
import type { GraphQLRouteOptions } from "../../edge/graphql-route.ts";
import type { OperationLimits } from "../../execution/limits.ts";
import { EXPORT_FORMATS } from "../export-api.ts";
import {
  explorerRoutes,
  purposeOf,
  orUnavailable,
  type ExplorerCaller,
  type ExplorerDoorOptions,
} from "../explorer-door.ts";
import type { ExplorerModel } from "../explorer-model.ts";
import { operationFields } from "../operation-schema.ts";
import { SHARE_LEFT } from "./export-limits.ts";
import type { ExportRunner } from "./export-runner.ts";
import type { ExportStore, ExportWork } from "./export-store.ts";
import { createPageSource } from "./page-source.ts";
import { judgeExport, prepareExport, type PreparedExport } from "./prepare-export.ts";
import { FILE_TYPES } from "./row-text.ts";

/** What {@link registerExports} needs. */
export interface ExportRouteOptions extends GraphQLRouteOptions, ExplorerDoorOptions {
  readonly limits: Pick<OperationLimits, "maxCost">;
  readonly model: () => ExplorerModel;
  /** Null where there is nowhere to keep them, or no key to seal them with. */
  readonly exports: ExportStore | null;
  readonly runner: ExportRunner;
}

const inputSchema = z.strictObject({ ...operationFields, format: z.enum(EXPORT_FORMATS) });
const idSchema = z.object({ id: entityId });
const MOST_RENEWALS = 1_000;
const LONGEST_NAME = 100;

/** Serves exports, `export-api.ts`, and their files. */
export function registerExports(app: FastifyInstance, options: ExportRouteOptions): void {
  const route = explorerRoutes(app, options);
  const desk = new ExportDesk(options);
  const idOf = ({ params }: FastifyRequest): string => parseInput(idSchema, params, "").id;

  route("GET", "exports", async ({ user }, _request, reply) => {
    desk.renewSession(user.sessionHash, reply);
    return desk.exports.all(user);
  });
  route("POST", "exports", async (caller, request, reply) => {
    const { format, ...operation } = parseInput(inputSchema, request.body, "");
    options.runner.assertRunning();
    const prepared = await desk.prepare(operation, caller);
    const name = (prepared.query.name ?? "export").slice(0, LONGEST_NAME);
    const purpose = await purposeOf(options.store, caller);
    const { job, work } = await desk.exports.create(caller.user, { name, format, operation, purpose });
    await desk.start(work, prepared, caller, request);
    return reply.code(202).header("location", `/explorer/api/exports/${job.id}`).send(job);
  });
  route("GET", "exports/:id", async ({ user }, request) => desk.exports.find(user, idOf(request)));
  route("POST", "exports/:id/cancel", async ({ user }, request) => {
    const job = await desk.exports.cancel(user, idOf(request));
    options.runner.abandon(job.id);
    return job;
  });
  route("POST", "exports/:id/resume", async (caller, request, reply) => {
    const id = idOf(request);
    options.runner.assertRunning();
    const prepared = await desk.prepare(await desk.exports.interrupted(caller.user, id), caller);
    const purpose = await purposeOf(options.store, caller);
    const { job, work } = await desk.exports.resume(caller.user, id, purpose);
    await desk.start(work, prepared, caller, request);
    return reply.code(202).send(job);
  });
  route("DELETE", "exports/:id", async ({ user }, request, reply) => {
    const id = idOf(request);
    await desk.exports.remove(user, id);
    options.runner.abandon(id);
    return reply.code(204).send();
  });
  route("GET", { url: "/v1/files/:id" }, (caller, request, reply) => desk.send(caller, idOf(request), reply));
}

/** Begins exports and hands out their files. */
class ExportDesk {
  readonly #options: ExportRouteOptions;
  /** Cookies of sessions whose end has moved because of an export, until their browser asks. */
  readonly #renewals = new LRUCache<string, string[]>({ max: MOST_RENEWALS });

  constructor(options: ExportRouteOptions) {
    this.#options = options;
  }

  /** @throws AppError `DEPENDENCY_UNAVAILABLE` where there are none */
  get exports(): ExportStore {
    return orUnavailable(this.#options.exports);
  }

  async prepare(
    operation: Parameters<typeof prepareExport>[0],
    caller: ExplorerCaller,
  ): Promise<PreparedExport> {
    const { store, model, limits, limiter } = this.#options;
    const purpose = await purposeOf(store, caller);
    const ofBudget = Math.floor((limiter?.settings.points.account ?? Infinity) * (1 - SHARE_LEFT));
    const affordable = Math.min(limits.maxCost, ofBudget);
    return prepareExport(operation, caller, { model: model(), purpose, affordable });
  }

  async start(
    work: ExportWork,
    { query, first, cost, isCounted }: PreparedExport,
    { user }: ExplorerCaller,
    request: FastifyRequest,
  ): Promise<void> {
    const { runner, adhoc } = this.#options;
    const sessionId = request.cookies[SESSION_COOKIE];
    // Nobody gets here without one.
    if (sessionId === undefined) throw new AppError("AUTH_UNAUTHENTICATED");
    const source = createPageSource({
      ...{ route: this.#options, adhoc, sessionId, owner: user, clientAddress: request.ip },
      ...{ query, cost, isCounted },
      onRenewal: (cookies) => void this.#renewals.set(user.sessionHash, [...cookies]),
    });
    await runner.start({ store: this.exports, work, columns: query.columns, source, first, user });
  }

  /** Gives a browser the cookie that it would have got, had it asked for the page itself. */
  renewSession(sessionHash: string, reply: FastifyReply): void {
    const cookies = this.#renewals.get(sessionHash);
    if (cookies === undefined) return;
    this.#renewals.delete(sessionHash);
    void reply.header("set-cookie", cookies);
  }

  /** Who may not see a field of the file any more does not get it. */
  async send(caller: ExplorerCaller, id: string, reply: FastifyReply): Promise<FastifyReply> {
    const { user } = caller;
    const { files } = this.exports;
    const { operation, purpose, redacted } = await files.request(user, id);
    const { masked } = judgeExport(operation, caller, { model: this.#options.model(), purpose });
    if (!masked.every((coordinate) => redacted.includes(coordinate))) throw new AppError("AUTH_FORBIDDEN");
    const file = await files.open(user, id);
    const { type, ending } = FILE_TYPES[file.format];
    return reply
      .headers({
        "content-type": type,
        "content-length": file.bytes,
        // The name of an operation has no character that would have to be escaped.
        "content-disposition": `attachment; filename="${file.name}.${ending}"`,
      })
      .send(Readable.from(files.read(user, file), { objectMode: false, highWaterMark: 1 }));
  }
}
