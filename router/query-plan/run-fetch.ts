import { SpanStatusCode } from "@opentelemetry/api";
import { GraphQLError } from "graphql";
import { inSpan } from "#shared/observability/spans.ts";
import { mergeInto } from "./merge.ts";
import { objectsAt, placesAt } from "./places.ts";
import type { PlannedFetch } from "./query-plan.ts";
import { representationOf } from "./representations.ts";
import { clientKey } from "./response-keys.ts";
import { applyRewrites } from "./rewrites.ts";
import type { SubgraphAnswer, SubgraphError } from "./subgraph-answer.ts";
import type { TypeConditions } from "./type-conditions.ts";
import { isValues, type ResultPath, type Values } from "./values.ts";

/** The result of one operation under way. */
export interface Execution {
  /** Of the client. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What fetches brought so far. */
  readonly result: Values;
  readonly errors: GraphQLError[];
  readonly conditions: TypeConditions;
  readonly call: (subgraph: string, body: string) => Promise<SubgraphAnswer>;
}

/** Runs one fetch: nothing is sent when there is nothing that it could complete. */
export async function runFetch(fetch: PlannedFetch, execution: Execution): Promise<void> {
  const objects = objectsAt(execution.result, fetch.path);
  if (objects.length === 0) return;
  if (fetch.requires === undefined) await fetchRoots(fetch, execution, objects);
  else await fetchEntities(fetch, execution, chooseEntities(fetch, execution, objects));
}

async function send(
  fetch: PlannedFetch,
  execution: Execution,
  representations?: string,
): Promise<SubgraphAnswer> {
  const variables: Values = {};
  for (const name of fetch.variables) {
    if (Object.hasOwn(execution.variables, name)) variables[name] = execution.variables[name];
  }
  const given = JSON.stringify(variables);
  const all =
    representations === undefined
      ? given
      : `${given.slice(0, -1)}${given === "{}" ? "" : ","}"representations":[${representations}]}`;
  const attributes = { "clinic.subgraph": fetch.subgraph };
  return inSpan("router.fetch", { attributes }, async (span) => {
    const answer = await execution.call(fetch.subgraph, `${fetch.bodyStart}${all}}`);
    if (answer.errors.length > 0) span.setStatus({ code: SpanStatusCode.ERROR });
    return answer;
  });
}

async function fetchRoots(
  fetch: PlannedFetch,
  execution: Execution,
  objects: readonly Values[],
): Promise<void> {
  const { data, errors } = await send(fetch, execution);
  if (data != null) {
    applyRewrites(fetch.outputRewrites, data, execution.conditions);
    for (const [index, object] of objects.entries()) mergeInto(object, data, index > 0);
  }
  if (errors.length === 0) return;
  const reporter = new ErrorReporter(fetch, execution);
  for (const error of errors) {
    if (error.path !== undefined) reporter.add(error, objects, error.path);
    else if (data == null) reporter.addForEach(error, [objects], () => fetch.fields.ofRoot());
    else reporter.addWithoutPath(error);
  }
}

/** Entities of the result that a fetch asks for. */
interface Entities {
  /** Each in JSON, once. The result may have one at many places, such as the clinic of each appointment of a page. */
  readonly representations: readonly string[];
  readonly typeNames: readonly string[];
  /** The objects of the result that a representation stands for. */
  readonly objects: readonly (readonly Values[])[];
}

function chooseEntities(
  { requires = [], inputRewrites }: PlannedFetch,
  { conditions }: Execution,
  candidates: readonly Values[],
): Entities {
  const chosen = new Map<string, { readonly typeName: string; readonly objects: Values[] }>();
  for (const object of candidates) {
    const representation = representationOf(object, requires, conditions);
    if (representation === undefined) continue;
    applyRewrites(inputRewrites, representation, conditions);
    const text = JSON.stringify(representation);
    const known = chosen.get(text);
    if (known !== undefined) known.objects.push(object);
    else chosen.set(text, { typeName: String(representation["__typename"]), objects: [object] });
  }
  const entities = [...chosen.values()];
  return {
    representations: [...chosen.keys()],
    typeNames: entities.map(({ typeName }) => typeName),
    objects: entities.map(({ objects }) => objects),
  };
}

async function fetchEntities(fetch: PlannedFetch, execution: Execution, entities: Entities): Promise<void> {
  const { representations, typeNames, objects } = entities;
  if (representations.length === 0) return;
  const { data, errors } = await send(fetch, execution, representations.join(","));
  const received = data?.["_entities"];
  const isWhole = Array.isArray(received) && received.length === representations.length;
  if (isWhole) {
    for (const [index, entity] of received.entries()) {
      if (!isValues(entity)) continue;
      applyRewrites(fetch.outputRewrites, entity, execution.conditions);
      // The type that the representation named is known, and the result may know it better: a subgraph that takes an
      // interface for an object (`@interfaceObject`) answers with the name of the interface.
      if (entity["__typename"] === typeNames[index]) entity["__typename"] = undefined;
      for (const [place, object] of (objects[index] ?? []).entries()) mergeInto(object, entity, place > 0);
    }
  }
  const faults = errors.length === 0 && !isWhole ? [NO_ENTITIES] : errors;
  if (faults.length === 0) return;
  const reporter = new ErrorReporter(fetch, execution);
  for (const error of faults) {
    const [root, index, ...rest] = error.path ?? [];
    if (root === "_entities" && typeof index === "number") reporter.add(error, objects[index] ?? [], rest);
    else if (isWhole) reporter.addWithoutPath(error);
    else
      reporter.addForEach(error, objects, (entity) =>
        fetch.fields.ofEntity(typeNames[entity] ?? "", execution.conditions),
      );
  }
}

const NO_ENTITIES: SubgraphError = {
  code: "INTERNAL",
  message: "A subgraph did not answer for each entity.",
  path: undefined,
  fields: [],
  foreignCode: undefined,
};

/** Reports errors of one fetch at their places in the client's answer. */
class ErrorReporter {
  readonly #fetch: PlannedFetch;
  readonly #errors: GraphQLError[];
  readonly #places: ReadonlyMap<Values, ResultPath>;

  constructor(fetch: PlannedFetch, execution: Execution) {
    this.#fetch = fetch;
    this.#errors = execution.errors;
    this.#places = placesAt(execution.result, fetch.path);
  }

  /** At a path below each of the objects. */
  add(error: SubgraphError, objects: readonly Values[], path: ResultPath): void {
    for (const object of objects) this.#push(error, [...(this.#places.get(object) ?? []), ...path]);
  }

  /**
   * An error without a path costs the whole fetch when nothing was executed: all fields of all its objects, in the order
   * of the answer.
   */
  addForEach(
    error: SubgraphError,
    objects: readonly (readonly Values[])[],
    fieldsOf: (entity: number) => readonly string[],
  ): void {
    const fields = new Map<Values, readonly string[]>();
    for (const [entity, places] of objects.entries()) {
      const keys = fieldsOf(entity);
      for (const object of places) fields.set(object, keys);
    }
    for (const object of this.#places.keys()) {
      const keys = fields.get(object);
      // Only its type was asked for: without it nothing is known of the object.
      if (keys?.length === 0) this.add(error, [object], []);
      for (const key of keys ?? []) this.add(error, [object], [key]);
    }
  }

  addWithoutPath(error: SubgraphError): void {
    this.#push(error, undefined);
  }

  /** A part of a path as the client knows it. */
  readonly #inAnswer = (part: string | number): string | number =>
    typeof part === "number" ? part : clientKey(this.#fetch.renamedKeys.get(part) ?? part);

  #push({ message, code, fields }: SubgraphError, path: ResultPath | undefined): void {
    const extensions = { code, serviceName: this.#fetch.subgraph, ...(fields.length > 0 && { fields }) };
    this.#errors.push(new GraphQLError(message, { path: path?.map(this.#inAnswer) ?? null, extensions }));
  }
}
