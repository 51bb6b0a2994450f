import { buildSchema, execute, parse, type DocumentNode, type ExecutionResult } from "graphql";
import { http, HttpResponse, type HttpHandler } from "msw/http";
import { delay } from "msw/utils/delay";
import * as registered from "../__generated__/documents.ts";
import { ERROR_CATALOGUE } from "../__generated__/error-catalogue.ts";
import { SCHEMA } from "../__generated__/mocked-schema.ts";
import type { RegisteredOperation } from "../operation.ts";
import type { ErrorCode } from "../result.ts";
import { DEFAULT_VALUES } from "./default-values.ts";
import { resolveMocked, type FieldValues, type MockContext } from "./mock-resolver.ts";
import type { TypeOverrides } from "./mock-value.ts";
import type { Answer, AnyOutcome, Outcome } from "./outcome.ts";
import {
  RefusedRequest,
  requestedOperation,
  type AnsweredBy,
  type RequestedOperation,
} from "./requested-operation.ts";

/** What a mocked stack answers for. */
export interface MockedStackOptions {
  /** Where the API is taken to be, as msw's paths; default: `/graphql` of every host. */
  readonly url?: string;
  /** Texts by id that are registered besides those of this package: `documents` of a manifest. */
  readonly documents?: Readonly<Record<string, string>>;
  /** False refuses texts, as production does for most callers; default true. */
  readonly takesTexts?: boolean;
}

/** An operation that was asked for. */
export interface AskedOperation {
  /** Its name; `anonymous` for one without. */
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Stands in for the API in a front end's tests. */
export interface MockedStack {
  /** For `setupServer` or `setupWorker` of msw. */
  readonly handlers: readonly HttpHandler[];
  /** What was asked for since the last `reset`, in order; what was refused as no operation is not there. */
  readonly asked: readonly AskedOperation[];
  /** Says what becomes of an operation from now on, by what this package exports for it, or by its name. */
  when<Data, Variables>(
    operation: RegisteredOperation<Data, Variables>,
    outcome: Outcome<NoInfer<Data>, NoInfer<Variables>>,
  ): void;
  when(operation: string, outcome: Outcome<Readonly<Record<string, unknown>>, unknown>): void;
  /** Gives fields values wherever they are asked for, besides those given before. */
  override(types: TypeOverrides): void;
  /** Forgets everything it was told, and what it was asked. Call it after each test. */
  reset(): void;
}

interface Told {
  values: FieldValues;
  readonly outcomes: Map<string, AnyOutcome>;
  readonly asked: AskedOperation[];
}

/**
 * Answers every operation that fits the schema, by id and by text, with data that is made up: valid, and the same for the
 * same operation each time. It knows nobody: what is refused to whom is for you to say.
 */
export function mockedStack(options: MockedStackOptions = {}): MockedStack {
  const { url = "*/graphql", documents = {}, takesTexts = true } = options;
  const by: AnsweredBy = { schema: buildSchema(SCHEMA), documents: documentsById(documents), takesTexts };
  const told: Told = { values: DEFAULT_VALUES, outcomes: new Map(), asked: [] };
  const answer = ({ request }: { readonly request: Request }): Promise<Response> =>
    answerRequest(request, by, told);
  return {
    handlers: [http.post(url, answer), http.get(url, answer)],
    asked: told.asked,
    when(operation: RegisteredOperation<unknown, never> | string, outcome: AnyOutcome) {
      told.outcomes.set(typeof operation === "string" ? operation : operation.name, outcome);
    },
    override(types) {
      const names = Object.keys({ ...told.values, ...types });
      const given: FieldValues = types;
      told.values = Object.fromEntries(names.map((name) => [name, { ...told.values[name], ...given[name] }]));
    },
    reset() {
      told.values = DEFAULT_VALUES;
      told.outcomes.clear();
      told.asked.length = 0;
    },
  };
}

function documentsById(texts: Readonly<Record<string, string>>): ReadonlyMap<string, DocumentNode> {
  const own = Object.values(registered).map((document): [string, DocumentNode] => [
    document.__meta__.hash,
    document,
  ]);
  const others = Object.entries(texts).map(([id, text]): [string, DocumentNode] => [id, parse(text)]);
  return new Map([...own, ...others]);
}

async function answerRequest(request: Request, by: AnsweredBy, told: Told): Promise<Response> {
  const correlationId = `mocked-${String(told.asked.length + 1)}`;
  try {
    const requested = await requestedOperation(request, by);
    const name = requested.operation.name?.value ?? "anonymous";
    told.asked.push({ name, variables: requested.variables });
    const outcome = await afterDelays(told.outcomes.get(name));
    if (outcome?.kind === "networkFailure") return HttpResponse.error();
    if (outcome?.kind === "refusal") return refuse(outcome, correlationId);
    const context = contextOf(outcome, told.values);
    return await executeMocked(requested, by, { outcome, context, correlationId });
  } catch (error) {
    if (!(error instanceof RefusedRequest)) throw error;
    return refuse(error, correlationId);
  }
}

type Immediate = Exclude<AnyOutcome, { readonly kind: "delayed" }>;

async function afterDelays(outcome: AnyOutcome | undefined): Promise<Immediate | undefined> {
  if (outcome?.kind !== "delayed") return outcome;
  await delay(outcome.timeMs);
  return afterDelays(outcome.outcome);
}

function contextOf(outcome: Immediate | undefined, values: FieldValues): MockContext {
  return {
    values,
    ...(outcome?.kind === "userErrors" && { refused: outcome }),
    ...(outcome?.kind === "fieldError" && { failing: outcome }),
  };
}

interface Execution {
  readonly outcome: Immediate | undefined;
  readonly context: MockContext;
  readonly correlationId: string;
}

async function executeMocked(
  { document, operation, variables }: RequestedOperation,
  { schema }: AnsweredBy,
  { outcome, context, correlationId }: Execution,
): Promise<Response> {
  const result: ExecutionResult = await execute({
    schema,
    document,
    operationName: operation.name?.value,
    variableValues: variables,
    rootValue: outcome?.kind === "answer" ? dataOf(outcome, variables) : {},
    contextValue: context,
    fieldResolver: resolveMocked,
  });
  const [first] = result.errors ?? [];
  if (first !== undefined && !("data" in result))
    return refuse({ code: "VALIDATION_ERROR", message: first.message }, correlationId);
  const errors = result.errors?.map((error) => {
    const { message, path, extensions } = error.toJSON();
    // An override that does not fit the schema is a fault of the test, and says so in the error's message.
    return {
      message,
      path,
      extensions: { code: "INTERNAL", retryable: false, ...extensions, correlationId },
    };
  });
  const extensions = { cost: { requested: 1, actual: 1, remaining: 1_000, resetSeconds: 60 } };
  const body = { ...(errors && { errors }), data: result.data, extensions };
  return HttpResponse.json(body, { headers: { "x-correlation-id": correlationId } });
}

function dataOf({ data }: Answer<Readonly<Record<string, unknown>>, never>, variables: unknown): unknown {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- they are the variables of its operation
  return typeof data === "function" ? data(variables as never) : data;
}

interface Refused {
  readonly code: ErrorCode;
  readonly retryAfterSeconds?: number | null;
  /** Default: that of the code. */
  readonly message?: string;
  readonly status?: number | undefined;
}

function refuse(refused: Refused, correlationId: string): Response {
  const { code, retryAfterSeconds = null, message = "" } = refused;
  const usual = ERROR_CATALOGUE[code];
  const { status = usual.status } = refused;
  const extensions = { code, correlationId, retryable: usual.isRetryable };
  const headers = {
    "x-correlation-id": correlationId,
    ...(retryAfterSeconds !== null && { "retry-after": String(retryAfterSeconds) }),
    ...(status === 405 && { allow: "POST" }),
  };
  const body = { errors: [{ message: message === "" ? usual.message : message, extensions }] };
  return HttpResponse.json(body, { status, headers });
}
