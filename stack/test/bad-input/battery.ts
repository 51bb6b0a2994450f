import fc from "fast-check";
import type { TestStack } from "../test-stack.ts";
import { untilDelivered } from "../until-delivered.ts";
import { problemsOf, readGraphql, type HttpAnswer } from "./answer-oracle.ts";
import { everyCall } from "./api-calls.ts";
import type { KnownIds } from "./call-arguments.ts";
import { Callers, CALLERS, readKnownIds, type CallerName } from "./callers.ts";
import { changedTables, takeFingerprint, type Fingerprint } from "./database-fingerprint.ts";
import { eachHostileCall, hostileCall, type HostileCall } from "./hostile-calls.ts";
import { hostileDocument, type GraphqlRequest } from "./hostile-documents.ts";
import { hostileHttp, type HostileHttp } from "./hostile-http.ts";
import { ownersOfMutations, tablesOfOwner } from "./mutation-owners.ts";
import { prototypesNow } from "./prototypes.ts";
import { exchange } from "./raw-http.ts";

/** One request of the battery. */
export type HostileInput =
  | { readonly kind: "call"; readonly caller: CallerName; readonly call: HostileCall }
  | {
      readonly kind: "document";
      readonly caller: CallerName;
      readonly document: GraphqlRequest;
      /** By a GET request, with the parts in the query string. */
      readonly byGet: boolean;
    }
  | { readonly kind: "http"; readonly http: HostileHttp };

/** What a request was answered, and what is wrong about that. */
interface Shot {
  readonly answer: HttpAnswer | null;
  readonly problems: readonly string[];
  /** Root fields of mutations that were done. */
  readonly done: readonly string[];
}

const AT_ONCE = 8;
const ACCEPT = "application/graphql-response+json, application/json";
const PASSWORD = "correct horse battery staple";

/** Mutations after which their caller has no session, or another one. */
const ENDING_SESSIONS: ReadonlySet<string> = new Set([
  "signIn",
  "completeSignIn",
  "confirmTotpEnrolment",
  "stepUp",
  "finishPasskeyRegistration",
  "signInWithPasskey",
  "completeSignInWithPasskey",
  "stepUpWithPasskey",
  "impersonate",
  "signOut",
  "signOutEverywhere",
]);

/** Fires hostile requests at a stack and looks for what they did. */
export class Battery {
  readonly #stack: TestStack;
  readonly #callers: Callers;
  readonly #ids: KnownIds;
  readonly #owners = ownersOfMutations();
  readonly #prototypes = prototypesNow();
  readonly #used = new Set<string>();
  readonly #startedAt = Date.now();
  /** How often each mutation was done. */
  readonly done = new Map<string, number>();
  /** How often each status was answered; `none` for a connection that was closed. */
  readonly statuses = new Map<string, number>();
  /** What took longest, with the others beside it. */
  slowest = { tookMs: 0, input: "" };
  #fingerprint: Fingerprint;

  private constructor(stack: TestStack, ids: KnownIds, fingerprint: Fingerprint) {
    this.#stack = stack;
    this.#callers = new Callers(stack);
    this.#ids = ids;
    this.#fingerprint = fingerprint;
  }

  static async load(stack: TestStack): Promise<Battery> {
    return new Battery(stack, await readKnownIds(stack.admin), await takeFingerprint(stack.admin));
  }

  /** Any request. */
  input(): fc.Arbitrary<HostileInput> {
    const caller = fc.constantFrom(...CALLERS);
    return fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constant("call" as const), caller, call: hostileCall(this.#ids) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant("document" as const),
          caller,
          document: hostileDocument(),
          byGet: fc.constantFrom(true, false, false, false),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("http" as const), http: hostileHttp() }) },
    );
  }

  /** One call of each that the API has, each from anybody. */
  eachCall(): fc.Arbitrary<readonly HostileInput[]> {
    const caller = fc.constantFrom(...CALLERS);
    return eachHostileCall(this.#ids).chain((calls) =>
      fc.tuple(
        ...calls.map((call) =>
          fc.record({ kind: fc.constant("call" as const), caller, call: fc.constant(call) }),
        ),
      ),
    );
  }

  /** Sends requests and looks at answers, tables, log and prototypes: nothing, or one line per finding. */
  async fire(lot: readonly HostileInput[]): Promise<string[]> {
    // What signing in writes is no request's of the lot.
    if (await this.#callers.refresh()) this.#fingerprint = await takeFingerprint(this.#stack.admin);
    const findings: string[] = [];
    const sources = new Map<string, HostileInput>();
    const done = new Set<string>();
    const waiting = [...lot];
    const shootOn = async (): Promise<void> => {
      for (let input = waiting.pop(); input !== undefined; input = waiting.pop()) {
        const startedAtMs = performance.now();
        const shot = await this.#shoot(input);
        const tookMs = performance.now() - startedAtMs;
        if (tookMs > this.slowest.tookMs) this.slowest = { tookMs, input: described(input) };
        const source = input;
        findings.push(...shot.problems.map((problem) => `${problem}\n  to ${described(source)}`));
        sources.set(shot.answer?.headers["x-correlation-id"] ?? "", source);
        for (const mutation of shot.done) done.add(mutation);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, shootOn));
    findings.push(...(await this.#strangeWrites([...done])), ...this.#strangePrototypes());
    findings.push(...this.#loggedErrors(sources));
    return findings;
  }

  /** Calls of the API that no request was made for. */
  unusedCalls(): string[] {
    return everyCall()
      .map(({ coordinate }) => coordinate)
      .filter((coordinate) => !this.#used.has(coordinate));
  }

  /** Says how far it is. */
  report(count: number, of: number): void {
    const seconds = Math.round((Date.now() - this.#startedAt) / 1000);
    const statuses = [...this.statuses].sort().map(([status, times]) => `${status}: ${String(times)}`);
    process.stderr.write(
      `${String(count)} of ${String(of)} inputs in ${String(seconds)} s; ${statuses.join(", ")}\n`,
    );
  }

  async #shoot(input: HostileInput): Promise<Shot> {
    try {
      return await (input.kind === "http" ? this.#shootHttp(input.http) : this.#shootGraphql(input));
    } catch (error) {
      return { answer: null, problems: [String(error)], done: [] };
    }
  }

  async #shootHttp(http: HostileHttp): Promise<Shot> {
    const answer = await exchange(this.#stack.url, http);
    this.#count(answer);
    // Nobody answers a request for a tunnel.
    if (answer === null)
      return { answer, problems: http.method === "CONNECT" ? [] : ["is not answered"], done: [] };
    const text = `${http.bytes.toString("latin1")}\n${http.bytes.toString("utf8")}`;
    return { answer, problems: problemsOf(answer, { ...http, text, secrets: [] }), done: [] };
  }

  /** Changes that the log has, but accounts made and sessions begun, for which an answer says less. */
  async loggedChanges(): Promise<number> {
    await untilDelivered(this.#stack.admin);
    const [row] = await this.#stack.admin<{ count: number }[]>`
      select count(*)::int as count from audit.entry
      where category = 'CHANGE' and outcome = 'SUCCESS' and source in ('appointments', 'users') and action <> 'patient:register'
        and recorded_at >= ${new Date(this.#startedAt).toISOString()}`;
    return row?.count ?? 0;
  }

  async #shootGraphql(input: Exclude<HostileInput, { kind: "http" }>): Promise<Shot> {
    const { caller } = input;
    const request = input.kind === "call" ? input.call.request : input.document;
    if (input.kind === "call") this.#used.add(input.call.coordinate);
    const credentials = this.#callers.headersOf(caller);
    const payload = JSON.stringify(request);
    const response = await this.#stack.app.inject(
      input.kind === "document" && input.byGet
        ? {
            method: "GET",
            url: `/graphql?${queryStringOf(request)}`,
            headers: { accept: ACCEPT, "apollo-require-preflight": "1", ...credentials },
          }
        : {
            method: "POST",
            url: "/graphql",
            headers: { "content-type": "application/json", accept: ACCEPT, ...credentials },
            payload,
          },
    );
    const answer = {
      status: response.statusCode,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([key, value]) => [key, String(value)]),
      ),
      body: response.body,
    };
    this.#count(answer);
    const done = doneMutations(answer, input);
    for (const mutation of done) this.done.set(mutation, (this.done.get(mutation) ?? 0) + 1);
    if (done.some((mutation) => ENDING_SESSIONS.has(mutation))) await this.#callers.renew(caller);
    const problems = problemsOf(answer, {
      method: "POST",
      url: "/graphql",
      text: `${payload}\n${typeof request.query === "string" ? request.query : ""}`,
      acceptsGraphqlResponse: true,
      secrets: [...Object.values(credentials), PASSWORD],
    });
    return { answer, problems, done };
  }

  #count(answer: HttpAnswer | null): void {
    const status = answer === null ? "none" : String(answer.status);
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  /** Tables that changed, but for those of the mutations that were done. */
  async #strangeWrites(done: readonly string[]): Promise<string[]> {
    if (done.length > 0) await untilDelivered(this.#stack.admin);
    const before = this.#fingerprint;
    this.#fingerprint = await takeFingerprint(this.#stack.admin);
    const own = done.map((mutation) => tablesOfOwner(this.#owners.get(mutation) ?? mutation));
    return changedTables(before, this.#fingerprint)
      .filter((table) => !own.some((pattern) => pattern.test(table)))
      .map((table) => `changed ${table}, while these were done: ${done.join(", ")}`);
  }

  #strangePrototypes(): string[] {
    const now = prototypesNow();
    return now === this.#prototypes ? [] : [`changed a prototype: ${now}`];
  }

  #loggedErrors(sources: ReadonlyMap<string, HostileInput>): string[] {
    return this.#stack.errorLog.splice(0).map((line) => {
      const { correlationId } = JSON.parse(line) as { correlationId?: string };
      const source = sources.get(correlationId ?? "");
      return `logs an error: ${line.slice(0, 2_000)}\n  to ${source === undefined ? "?" : described(source)}`;
    });
  }
}

/** The root fields of a mutation that say that they were done. */
function doneMutations(answer: HttpAnswer, input: HostileInput): string[] {
  if (input.kind === "call" && input.call.kind === "query") return [];
  return Object.entries(readGraphql(answer.body)?.data ?? {}).flatMap(([key, payload]) => {
    const { userErrors, isSignedOut } = (payload ?? {}) as { userErrors?: unknown[]; isSignedOut?: boolean };
    const isDone = isSignedOut ?? userErrors?.length === 0;
    return isDone ? [input.kind === "call" ? input.call.coordinate : key] : [];
  });
}

function queryStringOf(request: GraphqlRequest): string {
  const parts = Object.entries(request).filter(([, value]) => value !== undefined);
  return new URLSearchParams(
    parts.map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ).toString();
}

function described(input: HostileInput): string {
  const request = input.kind === "http" ? input.http.bytes.toString("latin1") : input;
  return JSON.stringify(request).slice(0, 1_500);
}
