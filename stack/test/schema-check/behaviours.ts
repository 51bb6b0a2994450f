import { setTimeout as pause } from "node:timers/promises";
import type { ServiceHandler, ServiceRequest, ServiceResponse } from "#shared/http/service-call.ts";

/** Another way in which the subgraphs answer, with the same schema. */
export interface Behaviour {
  readonly name: string;
  readonly answer: (request: ServiceRequest, handle: ServiceHandler) => Promise<ServiceResponse>;
}

/** A behaviour that breaks whoever relied on the old one. */
export interface BehaviourRegression extends Behaviour {
  readonly kind: "meaning" | "order" | "cost";
}

/** Changes the value of every field of this name. */
export function rewriting(field: string, change: (value: unknown) => unknown): Behaviour["answer"] {
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, part]) => [key, rewrite(part)] as const);
    return Object.fromEntries(entries.map(([key, part]) => [key, key === field ? change(part) : part]));
  };
  return async (request, handle) => mapBody(await handle(request), rewrite);
}

/** Changes the order of the `nodes` of every connection of this name. */
function reordering(
  field: string,
  order: (nodes: readonly Readonly<Record<string, unknown>>[]) => readonly unknown[],
): Behaviour["answer"] {
  return rewriting(field, (connection) => {
    if (!isObject(connection) || !Array.isArray(connection["nodes"])) return connection;
    return { ...connection, nodes: order(connection["nodes"].filter(isObject)) };
  });
}

function mapBody(response: ServiceResponse, map: (body: unknown) => unknown): ServiceResponse {
  return { ...response, body: JSON.stringify(map(JSON.parse(response.body))) };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const times =
  (factor: number) =>
  (value: unknown): unknown =>
    typeof value === "number" ? value * factor : value;

const HOUR_MS = 60 * 60 * 1000;

/** Fourteen, which no look at the schema can find. */
export const BEHAVIOUR_REGRESSIONS: readonly BehaviourRegression[] = [
  { kind: "meaning", name: "prices are in whole units", answer: rewriting("amountMinor", times(1 / 100)) },
  { kind: "meaning", name: "minutes are seconds", answer: rewriting("durationMinutes", times(60)) },
  {
    kind: "meaning",
    name: "times are local ones",
    answer: rewriting("startsAt", (at) =>
      typeof at === "string" ? new Date(Date.parse(at) + HOUR_MS).toISOString() : at,
    ),
  },
  {
    kind: "meaning",
    name: "what is booked is only asked for",
    answer: rewriting("status", (status) => (status === "BOOKED" ? "PENDING" : status)),
  },
  {
    kind: "meaning",
    name: "people are called by the family name first",
    answer: rewriting("display", (name) =>
      typeof name === "string" ? name.replace(/^(\S+) (.+)$/, "$2, $1") : name,
    ),
  },
  { kind: "meaning", name: "patients are left out", answer: rewriting("patient", () => null) },
  { kind: "meaning", name: "there is no next page", answer: rewriting("hasNextPage", () => false) },
  {
    kind: "order",
    name: "clinics are the other way round",
    answer: reordering("clinics", (nodes) => nodes.toReversed()),
  },
  {
    kind: "order",
    name: "free times begin with the last",
    answer: reordering("availableSlots", (nodes) => nodes.toReversed()),
  },
  {
    kind: "order",
    name: "of free times at the same moment another practitioner is the first",
    answer: reordering("availableSlots", (nodes) =>
      nodes.toReversed().toSorted((a, b) => String(a["startsAt"]).localeCompare(String(b["startsAt"]))),
    ),
  },
  {
    kind: "order",
    name: "services are by id and not by name",
    answer: rewriting("serviceTypes", (services) =>
      Array.isArray(services)
        ? services.filter(isObject).toSorted((a, b) => String(a["id"]).localeCompare(String(b["id"])))
        : services,
    ),
  },
  {
    kind: "order",
    name: "appointments begin with the last",
    answer: reordering("appointments", (nodes) => nodes.toReversed()),
  },
  {
    kind: "order",
    name: "two neighbours have changed places",
    answer: reordering("appointments", ([first, second, ...rest]) =>
      [second, first, ...rest].filter((node) => node !== undefined),
    ),
  },
  {
    kind: "cost",
    name: "everything is looked up twice",
    answer: async (request, handle) => {
      await handle(request);
      return handle(request);
    },
  },
];

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, part]) => [key, reversed(part)]),
  );
};

/** Five ways to answer that nobody can tell apart. */
export const SAFE_BEHAVIOURS: readonly Behaviour[] = [
  { name: "as before", answer: (request, handle) => handle(request) },
  {
    name: "the fields of objects come in another order",
    answer: async (request, handle) => mapBody(await handle(request), reversed),
  },
  {
    name: "the JSON is printed wide",
    answer: async (request, handle) => {
      const response = await handle(request);
      return { ...response, body: JSON.stringify(JSON.parse(response.body), null, 4) };
    },
  },
  {
    name: "a subgraph is slower",
    answer: async (request, handle) => {
      await pause(2);
      return handle(request);
    },
  },
  {
    name: "a subgraph tells something about itself",
    answer: async (request, handle) =>
      mapBody(await handle(request), (body) =>
        isObject(body) ? { ...body, extensions: { build: "another" } } : body,
      ),
  },
];
