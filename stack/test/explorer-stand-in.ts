import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { CompleteSignIn, SignIn, SignOut } from "../../client/operations.ts";
import type {
  ExplorerRun,
  ExplorerRefusal,
  Preflight,
  Purpose,
  SavedQuery,
  SavedQueryChange,
  SavedQueryVersion,
} from "../../router/explorer/explorer-api.ts";
import { PAGE_POLICY } from "../../router/explorer/explorer-page.ts";
import type { ExportInput, ExportJob } from "../../router/explorer/export-api.ts";

export const SDL = `
type Query {
  "Clinics of the caller's tenant."
  clinics: [Clinic!]!
  "Patients of the caller's tenant."
  patients: [Patient!]!
}
type Clinic { name: String! visits: Int! salary: Int }
type Patient { name: String! birthDate: String diagnosis: String }
type Mutation { closeClinic(name: String!): Clinic }
`;

/** The rows that `{ clinics { … } }` is answered with. */
export const CLINICS = [
  { name: "Lakeside", visits: 120, note: '=HYPERLINK("https://example.test","x")' },
  { name: "Hill", visits: -5, note: "+1" },
  { name: 'The "Mill", North', visits: 48, note: null },
];

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  ttf: "font/ttf",
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as it comes; a wrong guess fails the test
type Body = any;

/** What one visitor of the stand-in has done; there is only one at a time. */
interface State {
  session: "none" | "pending" | "open";
  purpose: Purpose | null;
  queries: SavedQuery[];
  versions: Map<string, SavedQueryVersion[]>;
  /** Method and path of every request below `/explorer/api` and of `/graphql`. */
  requests: string[];
  /** Operations that were run. */
  runs: string[];
  /** Runs that somebody did not wait for. */
  stopped: number;
  /** Those of the last operation that was asked about. */
  variables: unknown;
  exports: ExportJob[];
  /** What is left of the budget. */
  remaining: number;
  /** What `clinics` is. */
  clinics: readonly unknown[];
}

/** A server that answers what the page asks for, as the router would. */
export interface ExplorerStandIn {
  readonly url: string;
  /** For the next visitor. */
  reset(): State;
  stop(): Promise<void>;
}

/** Serves the page that was built into `directory`. Everybody's password is `right`, and their code is 123456. */
export async function startExplorerStandIn(directory: string): Promise<ExplorerStandIn> {
  let state = fresh();
  const server = createServer((request, response) => {
    response.setHeader("content-security-policy", PAGE_POLICY);
    answer(directory, state, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    reset: () => (state = fresh()),
    stop: () => stop(server),
  };
}

function fresh(): State {
  return {
    session: "none",
    purpose: null,
    queries: [],
    versions: new Map(),
    requests: [],
    runs: [],
    stopped: 0,
    variables: undefined,
    exports: [],
    remaining: 1_000,
    clinics: CLINICS,
  };
}

async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

async function answer(
  directory: string,
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? "/";
  if (path === "/explorer") await sendFile(response, join(directory, "index.html"));
  else if (path.startsWith("/explorer/assets/")) await sendFile(response, join(directory, basename(path)));
  else {
    const method = request.method ?? "GET";
    state.requests.push(`${method} ${path}`);
    const body = await readBody(request);
    if (path === "/graphql") send(response, 200, signing(state, body));
    else if (path.startsWith("/v1/files/")) sendExport(response);
    else if (state.session !== "open") refuse(response, 401, "AUTH_UNAUTHENTICATED", "Nobody is signed in.");
    else answerApi(state, method, path.replace("/explorer/api/", ""), body, response);
  }
}

function answerApi(state: State, method: string, route: string, body: Body, response: ServerResponse): void {
  switch (route) {
    case "schema":
      response.setHeader("content-type", "text/plain").end(SDL);
      break;
    case "purpose":
      state.purpose = body.purpose;
      send(response, 200, viewer(state));
      break;
    case "viewer":
      send(response, 200, viewer(state));
      break;
    case "preflight":
      state.variables = body.variables;
      // Answered never, as the run of `Endless`.
      if (body.query.includes("Unheard")) break;
      send(response, 200, preflight(state, body.query));
      break;
    case "run":
      // Answered never: whoever asks has to stop it.
      if (body.query.includes("Endless")) {
        response.on("close", () => (state.stopped += 1));
        break;
      }
      if (body.query.includes("Failing")) {
        state.remaining = 400;
        refuse(response, 503, "SERVICE_UNAVAILABLE", "A part of the system is away.");
        break;
      }
      send(response, 200, run(state, body.query));
      break;
    default:
      if (route.startsWith("exports")) exports(state, method, route.split("/"), body, response);
      else queries(state, method, route.split("/"), body, response);
  }
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const content = await readFile(path).catch(() => null);
  const type = TYPES[path.split(".").at(-1) ?? ""];
  if (content === null || type === undefined) response.writeHead(404).end();
  else response.writeHead(200, { "content-type": type, "cache-control": "max-age=3600" }).end(content);
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  send(response, status, { errors: [{ message, extensions: { code } }] });
}

function signing(state: State, { documentId, variables }: Body): unknown {
  const extensions = { correlationId: "c" };
  const userError = (code: string) => [{ code, message: "" }];
  if (documentId === SignIn.id) {
    const { email, password } = variables.input;
    const isRight = password === "right";
    if (isRight) state.session = "pending";
    const nextStep = !isRight ? null : email.startsWith("new") ? "ENROL_SECOND_FACTOR" : "SECOND_FACTOR";
    return {
      data: { signIn: { nextStep, userErrors: isRight ? [] : userError("INVALID_CREDENTIALS") } },
      extensions,
    };
  }
  if (documentId === CompleteSignIn.id) {
    const isRight = state.session === "pending" && variables.input.code === "123456";
    if (isRight) state.session = "open";
    return { data: { completeSignIn: { userErrors: isRight ? [] : userError("INVALID_CODE") } }, extensions };
  }
  if (documentId !== SignOut.id) throw new Error("Not a document of the page.");
  state.session = "none";
  return { data: { signOut: { userErrors: [] } }, extensions };
}

const viewer = ({ purpose }: State) => ({ roles: ["ANALYST"], mayMutate: false, purpose });

function preflight(state: State, query: string): Preflight {
  const isMutation = query.includes("mutation");
  const hasPatients = query.includes("patients");
  const refusals: ExplorerRefusal[] = [];
  if (isMutation)
    refusals.push({ code: "AUTH_FORBIDDEN", reason: "Your role may only read here.", fields: [] });
  if (query.includes("salary"))
    refusals.push({
      code: "AUTH_FORBIDDEN",
      reason: "Some fields are not for your role.",
      fields: [{ coordinate: "Clinic.salary", actions: ["payroll:read"] }],
    });
  if (query.includes("Everything"))
    refusals.push({ code: "COST_LIMIT_EXCEEDED", reason: "It asks for too much at once.", fields: [] });
  if (hasPatients && state.purpose === null)
    refusals.push({ code: "PURPOSE_NEEDED", reason: "Say what it is for.", fields: [] });
  return {
    operation: {
      name: null,
      kind: isMutation ? "mutation" : "query",
      cost: 12,
      fields: 4,
      masked: hasPatients ? ["Patient.diagnosis"] : [],
      classes: hasPatients ? { PHI: ["Patient.diagnosis"], PII: ["Patient.name", "Patient.birthDate"] } : {},
      calls: hasPatients ? { people: 1, appointments: 2 } : { appointments: 1 },
      statements: 5,
    },
    budget: { remaining: state.remaining, resetSeconds: 40 },
    refusals,
  };
}

function run(state: State, query: string): ExplorerRun {
  state.runs.push(query);
  const patients = [{ name: "Ada Okafor", birthDate: "1980-02-03", diagnosis: null }];
  return {
    result: query.includes("patients")
      ? { data: { patients }, extensions: { redacted: ["Patient.diagnosis"] } }
      : { data: { clinics: state.clinics } },
    report: {
      status: 200,
      cost: 7,
      budget: { remaining: 993, resetSeconds: 39 },
      correlationId: "0196f0c2-7a31-7d2c-a1b4-5a0d6b0c9e11",
      traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
      durationMs: 84,
      calls: [
        { subgraph: "people", durationMs: 21 },
        { subgraph: "appointments", durationMs: 52.4 },
      ],
    },
  };
}

function sendExport(response: ServerResponse): void {
  response
    .writeHead(200, { "content-type": "text/csv", "content-disposition": 'attachment; filename="List.csv"' })
    .end("name\r\nLakeside\r\n");
}

function exports(
  state: State,
  method: string,
  [, id, part]: readonly string[],
  body: ExportInput,
  response: ServerResponse,
): void {
  if (method === "GET") {
    send(response, 200, state.exports);
    return;
  }
  if (id === undefined && body.query.includes("patients") && state.purpose === null) {
    refuse(response, 403, "PURPOSE_NEEDED", "Say first what the data is looked at for.");
    return;
  }
  const before = state.exports.find((job) => job.id === id);
  const job: ExportJob = {
    ...{
      id: `e${String(state.requests.length)}`,
      name: "List",
      format: body.format,
      rows: 0,
      pages: 0,
      bytes: 0,
    },
    ...{ total: null, redacted: [], waitingUntil: null, error: null },
    ...{ createdAt: "2026-03-04T09:30:00.000Z", expiresAt: "2026-03-05T09:30:00.000Z" },
    ...before,
    state: part === "cancel" ? "CANCELLED" : "QUEUED",
  };
  state.exports = state.exports.filter((other) => other !== before);
  if (method === "DELETE") {
    response.writeHead(204).end();
    return;
  }
  state.exports.unshift(job);
  send(response, 202, job);
}

function queries(
  state: State,
  method: string,
  [, id, part]: readonly string[],
  { ifVersion, ...body }: SavedQueryChange,
  response: ServerResponse,
): void {
  if (method === "GET") {
    send(response, 200, part === "versions" ? state.versions.get(id ?? "") : state.queries);
    return;
  }
  const before = state.queries.find((query) => query.id === id);
  if (ifVersion !== undefined && ifVersion !== before?.version) {
    refuse(response, 409, "CONFLICT", "It was changed meanwhile.");
    return;
  }
  state.queries = state.queries.filter((query) => query !== before);
  if (method === "DELETE") {
    response.writeHead(204).end();
    return;
  }
  const saved: SavedQuery = {
    ...body,
    id: id ?? `q${String(state.requests.length)}`,
    isOwn: true,
    version: (before?.version ?? 0) + 1,
    savedAt: "2026-03-04T09:30:00.000Z",
  };
  state.queries.push(saved);
  state.versions.set(saved.id, [saved, ...(state.versions.get(saved.id) ?? [])]);
  send(response, 200, saved);
}
