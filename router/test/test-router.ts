import type { Viewer } from "#shared/auth/viewer.ts";
import { createServiceEndpoint, type ServiceCall, type ServiceRoute } from "#shared/http/service-endpoint.ts";
import { jsonResponse, type ServiceHandler, type ServiceRequest } from "#shared/http/service-call.ts";
import type { Denial } from "../access/denial-sink.ts";
import { createRouter, type Router, type RouterOptions } from "../router.ts";
import type { RateLimitSettings } from "../rate-limit/rate-limit-settings.ts";
import { manualClock } from "./manual-clock.ts";
import { recordingLogger } from "./recording-logger.ts";
import { composeTestSupergraph, executeOn, TEST_SUBGRAPHS } from "./test-graph.ts";
import { accountViewer, keyRing } from "./test-viewers.ts";

/** A router on test subgraphs, with every seam in hand. */
export interface TestRouter {
  readonly router: Router;
  readonly clock: ReturnType<typeof manualClock>;
  readonly lines: Record<string, unknown>[];
  readonly denials: Denial[];
  /** Calls that passed the door of a service. */
  readonly calls: { readonly service: string; readonly call: ServiceCall }[];
  /** Whose session `good` is. */
  readonly session: { viewer: Viewer | null };
  /** The doors of the services, where signatures are checked; `handlers` stand before them. */
  readonly door: (name: string) => ServiceHandler;
  /** Replaces the transport to a service, by name of the service. */
  readonly handlers: Map<string, ServiceHandler>;
  /** Replaces or adds a route, by name of the service and path: `auth /internal/…`. */
  readonly routes: Map<string, ServiceRoute>;
  /** Sends an operation as the session `good` (or signed out). */
  readonly send: (query: string, options?: SendOptions) => Promise<SentAnswer>;
  /** Forgets what a test has done, so that the next may use the same router; not for one that was reloaded. */
  readonly reset: () => void;
}

/** More than any test asks for that is not about limits. */
const AMPLE_LIMITS: RateLimitSettings = {
  windowSeconds: 60,
  points: { address: 1e9, account: 1e9, client: 1e9, credentials: 1e9 },
};
const DAY_MS = 24 * 60 * 60 * 1_000;

/** How {@link TestRouter.send} sends. */
export interface SendOptions {
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly headers?: Record<string, string>;
  readonly isSignedOut?: boolean;
}

/** What came back. */
export interface SentAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  /** `extensions.cost`, which every answer of an operation has; not in `body`. */
  readonly cost: unknown;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
    readonly extensions?: Record<string, unknown>;
  };
}

/** Builds a {@link TestRouter}; the options given replace its own. */
export async function createTestRouter(overrides: Partial<RouterOptions> = {}): Promise<TestRouter> {
  const clock = manualClock();
  const { logger, lines } = recordingLogger();
  const denials: Denial[] = [];
  const calls: TestRouter["calls"] = [];
  const session: TestRouter["session"] = { viewer: null };
  const handlers: TestRouter["handlers"] = new Map();
  const routes: TestRouter["routes"] = new Map();
  const reset = (): void => {
    for (const recorded of [lines, denials, calls]) recorded.length = 0;
    session.viewer = accountViewer("USER");
    handlers.clear();
    routes.clear();
    routes.set("auth /internal/sessions/verify", async () => jsonResponse(200, { viewer: session.viewer }));
    routes.set("auth /internal/revocations", async () =>
      jsonResponse(200, { revocations: [], cursor: 0, isComplete: true }),
    );
    for (const subgraph of TEST_SUBGRAPHS) routes.set(`${subgraph.name} /graphql`, executeOn(subgraph));
    // Longer than the router remembers anything.
    clock.advance(DAY_MS);
  };
  reset();

  const door = (name: string): ServiceHandler => {
    return async (request: ServiceRequest) => {
      const own = [...routes].filter(([key]) => key.startsWith(`${name} `));
      const recorded = own.map(([key, route]): [string, ServiceRoute] => [
        key.slice(name.length + 1),
        (call) => {
          calls.push({ service: name, call });
          return route(call);
        },
      ]);
      const options = { audience: name, keys: keyRing(name), clock: clock.now, logger };
      return createServiceEndpoint({ ...options, routes: Object.fromEntries(recorded) })(request);
    };
  };
  const transport = (name: string): ServiceHandler => {
    return (request) => (handlers.get(name) ?? door(name))(request);
  };
  const names = ["auth", "users", "appointments", "audit"];
  const router = await createRouter({
    supergraphSdl: composeTestSupergraph(),
    services: Object.fromEntries(names.map((name) => [name, transport(name)])),
    keys: Object.fromEntries(names.map((name) => [name, keyRing(name)])),
    logger,
    clock: clock.now,
    monotonicClock: clock.elapsedMs,
    corsOrigins: ["http://localhost:3000"],
    tokens: { issuer: "http://localhost:4000", audience: "clinic-api" },
    rateLimits: AMPLE_LIMITS,
    adhoc: "anybody",
    // Longer than any test takes, on a busy machine too: what is to hang is ended by `holdTimeouts`.
    timeouts: { requestMs: 60_000, subgraphMs: 50_000 },
    denials: { record: async (denial) => void denials.push(denial) },
    ...overrides,
  });
  const send = (query: string, options: SendOptions = {}): Promise<SentAnswer> =>
    sendTo(router, query, options);
  return { router, clock, lines, denials, calls, session, door, handlers, routes, send, reset };
}

async function sendTo(router: Router, query: string, options: SendOptions): Promise<SentAnswer> {
  const { variables, operationName, headers = {}, isSignedOut = false } = options;
  const response = await router.app.inject({
    method: "POST",
    url: "/graphql",
    headers: {
      "content-type": "application/json",
      ...(!isSignedOut && { cookie: "__Host-session=good" }),
      ...headers,
    },
    payload: JSON.stringify({ query, variables, operationName }),
  });
  const { extensions: { cost, ...extensions } = {}, ...rest } = response.json<SentAnswer["body"]>();
  const body = { ...rest, ...(Object.keys(extensions).length > 0 && { extensions }) };
  return { status: response.statusCode, headers: response.headers, cost, body };
}
