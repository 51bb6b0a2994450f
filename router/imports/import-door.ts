import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError } from "#shared/errors/app-error.ts";
import { isErrorCode } from "#shared/errors/catalogue.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { addCallerHeaders, admit, type AdmissionOptions } from "../edge/admission.ts";
import type { RequestContext } from "../execution/request-context.ts";
import type { ServiceCaller } from "../services/service-caller.ts";

/** What {@link importRoutes} needs. */
export interface ImportDoorOptions extends AdmissionOptions {
  readonly callAppointments: ServiceCaller;
}

/** Somebody who is signed in, in one request; whether they may import is for the owner of imports to say. */
export interface ImportCaller {
  readonly context: RequestContext;
  /** Calls the owner of imports. @throws AppError what it answered */
  readonly ask: <T>(step: string, input: unknown, schema: z.ZodType<T>) => Promise<T>;
}

/** Answers somebody who was let in. */
export type ImportHandler = (
  caller: ImportCaller,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<unknown>;

/** Adds a route by its path below `/v1/imports`. */
export type ImportRoute = (method: "GET" | "POST" | "DELETE", path: string, handle: ImportHandler) => void;

/** Routes for whoever is signed in, by session or token, for the points of a refusal each; what they answer is kept by nobody. */
export function importRoutes(app: FastifyInstance, options: ImportDoorOptions): ImportRoute {
  return (method, path, handle) => {
    app.route({
      method,
      url: `/v1/imports${path}`,
      exposeHeadRoute: false,
      onRequest: (_request, reply, done) => {
        void reply.header("cache-control", "private, no-store");
        done();
      },
      handler: async (request, reply) => {
        const context = await admit(request, reply, options);
        try {
          if (context.viewer.kind === "ANONYMOUS") throw new AppError("AUTH_UNAUTHENTICATED");
          context.budget?.assertNotEmpty();
          await context.budget?.settle({ data: undefined, hasErrors: true });
          return await handle(callerOf(context, options), request, reply);
        } finally {
          addCallerHeaders(reply, context, options.limiter);
        }
      },
    });
  };
}

function callerOf(context: RequestContext, options: ImportDoorOptions): ImportCaller {
  const { viewer, deadline } = context;
  return {
    context,
    ask: (step, input, schema) => askOwner(options, { viewer, deadline }, { step, input }, schema),
  };
}

/** Asks the owner of imports in somebody's name. @throws AppError what it answered */
export async function askOwner<T>(
  { callAppointments }: Pick<ImportDoorOptions, "callAppointments">,
  who: { readonly viewer: Viewer; readonly deadline: Deadline },
  { step, input }: { readonly step: string; readonly input: unknown },
  schema: z.ZodType<T>,
): Promise<T> {
  const { status, body } = await callAppointments({
    ...{ method: "POST", path: `/internal/imports/${step}`, body: JSON.stringify(input), ...who },
  });
  if (status !== 200) throw refusalOf(body);
  const parsed = schema.safeParse(JSON.parse(body));
  if (!parsed.success) throw new AppError("DEPENDENCY_UNAVAILABLE", undefined, { cause: parsed.error });
  return parsed.data;
}

const refusalSchema = z.object({
  errors: z.tuple([
    z.object({
      message: z.string(),
      extensions: z.object({
        code: z.string(),
        fields: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
      }),
    }),
  ]),
});

/** What a refusal of the owner says to a client; of its faults nothing but that there is one. */
function refusalOf(body: string): AppError {
  const parsed = refusalSchema.safeParse(parseOrNull(body));
  const [error] = parsed.data?.errors ?? [];
  const code = error?.extensions.code;
  if (error === undefined || !isErrorCode(code)) return new AppError("DEPENDENCY_UNAVAILABLE");
  const { message, extensions } = error;
  const refusal = new AppError(code, message, { fields: extensions.fields });
  return refusal.status >= 500 && !refusal.isRetryable ? new AppError("DEPENDENCY_UNAVAILABLE") : refusal;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
