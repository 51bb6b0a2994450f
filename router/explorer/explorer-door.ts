import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { maySendTexts, type AdhocProfile } from "../documents/document-resolver.ts";
import { addCallerHeaders, admit, type AdmissionOptions } from "../edge/admission.ts";
import type { RequestContext } from "../execution/request-context.ts";
import type { Preflight, Purpose } from "./explorer-api.ts";
import type { ExplorerStore } from "./explorer-store.ts";
import type { ExplorerUser } from "./recorded-changes.ts";

/** What {@link enter} needs. */
export interface ExplorerDoorOptions extends AdmissionOptions {
  readonly adhoc: AdhocProfile;
  /** Null where the router shares nothing with others: then nothing can be saved, and no purpose declared. */
  readonly store: ExplorerStore | null;
}

/** Somebody who may use the explorer, in one request. */
export interface ExplorerCaller {
  readonly context: RequestContext;
  readonly user: ExplorerUser;
  readonly mayMutate: boolean;
  /** What is left of the scarcest budget. */
  readonly budget: () => Preflight["budget"];
}

/** Who only looks: whoever has one of these roles changes nothing here, whatever other roles they have. */
const READ_ONLY_ROLES = ["ANALYST"] as const;

/**
 * Lets people in who may send texts of documents, with a session of their own, while there is something left of their budget.
 * @throws AppError `AUTH_UNAUTHENTICATED`, `AUTH_FORBIDDEN`, `RATE_LIMIT_EXCEEDED`, and what {@link admit} throws
 */
async function enter(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ExplorerDoorOptions,
): Promise<ExplorerCaller> {
  const context = await admit(request, reply, options);
  const user = userOf(context, options.adhoc);
  const { budget } = context;
  try {
    budget?.assertNotEmpty();
  } finally {
    addCallerHeaders(reply, context, options.limiter);
  }
  return {
    context,
    user,
    mayMutate: !READ_ONLY_ROLES.some((role) => user.viewer.roles.includes(role)),
    budget: () => balanceOf(context),
  };
}

const API = "/explorer/api";

/** Answers somebody who was let in. */
export type ExplorerHandler = (
  caller: ExplorerCaller,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>;

/**
 * Adds a route, by its path below `/explorer/api` or as a whole.
 * @param isPaid true where the work is charged for by itself, unless it is refused
 */
export type ExplorerRoute = (
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string | { readonly url: string },
  handle: ExplorerHandler,
  isPaid?: boolean,
) => void;

/** Routes for those alone whom {@link enter} lets in, for a few points each; what they answer is kept by nobody. */
export function explorerRoutes(app: FastifyInstance, options: ExplorerDoorOptions): ExplorerRoute {
  return (method, path, handle, isPaid = false) => {
    app.route({
      method,
      url: typeof path === "string" ? `${API}/${path}` : path.url,
      exposeHeadRoute: false,
      onRequest: (_request, reply, done) => {
        void reply.header("cache-control", "private, no-store");
        done();
      },
      handler: async (request, reply) => {
        const caller = await enter(request, reply, options);
        if (!isPaid) await charge(caller, reply, options);
        try {
          return await handle(caller, request, reply);
        } catch (error) {
          await charge(caller, reply, options);
          throw error;
        }
      },
    });
  };
}

/** What was not charged for yet costs as much as a refusal. */
async function charge(
  { context }: ExplorerCaller,
  reply: FastifyReply,
  { limiter }: ExplorerDoorOptions,
): Promise<void> {
  await context.budget?.settle({ data: undefined, hasErrors: true });
  addCallerHeaders(reply, context, limiter);
}

/** @throws AppError `AUTH_UNAUTHENTICATED` and `AUTH_FORBIDDEN` for whoever may not use the explorer */
export function userOf(
  { viewer, deadline }: Pick<RequestContext, "viewer" | "deadline">,
  adhoc: AdhocProfile,
): ExplorerUser {
  const { kind, accountId, tenantId, sessionHash } = viewer;
  if (kind === "ANONYMOUS") throw new AppError("AUTH_UNAUTHENTICATED");
  if (!mayUse(viewer, adhoc) || accountId === null || tenantId === null || sessionHash === null)
    throw new AppError("AUTH_FORBIDDEN");
  return { viewer, accountId, tenantId, sessionHash, deadline };
}

/** A program, and an app that acts for somebody, has no business at a page of ours. */
function mayUse(viewer: Viewer, adhoc: AdhocProfile): boolean {
  return viewer.kind === "ACCOUNT" && viewer.clientId === null && maySendTexts(viewer, adhoc);
}

function balanceOf({ budget }: RequestContext): Preflight["budget"] {
  if (budget === null) return { remaining: Number.MAX_SAFE_INTEGER, resetSeconds: 0 };
  const { remaining, resetSeconds } = budget.report();
  return { remaining, resetSeconds };
}

/** What the user's session was declared for. */
export function purposeOf(store: ExplorerStore | null, { user }: ExplorerCaller): Promise<Purpose | null> {
  return store === null ? Promise.resolve(null) : store.purposeOf(user);
}

/** @throws AppError `DEPENDENCY_UNAVAILABLE` where nothing can be kept */
export function orUnavailable<Store extends object>(store: Store | null): Store {
  if (store === null) throw new AppError("DEPENDENCY_UNAVAILABLE");
  return store;
}
