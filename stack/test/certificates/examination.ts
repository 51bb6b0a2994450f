import type { Example } from "#schema/examples.ts";
import { parse, type GraphQLSchema } from "graphql";
import type { AccessMap } from "#shared/auth/access-directives.ts";
import type { WrittenCertificate } from "../../../router/documents/document-facts.ts";
import type { Answer } from "../../browser.ts";
import { askedPaths, placesOf, type Place } from "./answer-places.ts";
import type { CanaryCaller } from "./callers.ts";
import { canariesIn, type Canaries, type Canary } from "./canaries.ts";
import type { Consents } from "./grant-oracle.ts";
import { isGranted, isGrantedByRole } from "./grant-oracle.ts";

/** What came of a document, and what it took. */
export interface Observed {
  readonly variables: Example["variables"];
  readonly answer: Pick<Answer<unknown>, "data" | "errors" | "extensions" | "headers">;
  /** Calls of subgraphs, and SQL statements that they sent. */
  readonly calls: Readonly<Record<string, number>>;
  readonly statements: Readonly<Record<string, number>>;
}

/** In which way an answer is more than its certificate says. */
export type Excess =
  | "a key that is not asked for"
  | "a field of no certificate"
  | "a role without a grant"
  | "a value of another field"
  | "a value of somebody else"
  | "a value in what is no data"
  | "another subgraph"
  | "more calls"
  | "more SQL statements"
  | "more points";

/** One way, and where. */
export interface Finding {
  readonly excess: Excess;
  readonly where: string;
}

/** What everything is judged by: the schema, the certificate as it is committed, and what was planted. */
export interface Examiner {
  readonly schema: GraphQLSchema;
  readonly access: AccessMap;
  readonly canaries: Canaries;
  readonly consents: Consents;
}

/** A document that somebody ran. */
export interface Examined {
  readonly text: string;
  readonly certificate: WrittenCertificate;
  readonly caller: CanaryCaller;
  readonly observed: Observed;
}

/** Everything in which what was observed is more than the certificate says. */
export function examine(examiner: Examiner, examined: Examined): readonly Finding[] {
  const { text, certificate, observed } = examined;
  const places = placesOf(askedPaths(examiner.schema, parse(text)), observed.answer.data);
  return [
    ...places.flatMap((place) => atPlace(examiner, examined, place)),
    ...outsideOfData(examiner, observed),
    ...efforts(certificate, observed),
  ];
}

function atPlace(examiner: Examiner, examined: Examined, place: Place): readonly Finding[] {
  const { certificate, caller } = examined;
  const { path, coordinates } = place;
  if (coordinates === undefined) return [{ excess: "a key that is not asked for", where: path }];
  const own = coordinates.at(-1) ?? "";
  const where = `${path} (${own})`;
  if (own.endsWith(".__typename")) return [];
  return [
    ...when(!certificate.fields.includes(own), "a field of no certificate", where),
    ...when(!isGrantedByRole(caller, grantsOf(examiner, certificate, own)), "a role without a grant", where),
    ...ofCanaries(examiner, examined, place),
  ];
}

function ofCanaries(examiner: Examiner, examined: Examined, place: Place): readonly Finding[] {
  const { canaries, consents } = examiner;
  const { certificate, caller } = examined;
  return canariesIn(canaries, place.text ?? "").flatMap(({ canary, isInCursor }) => {
    // A cursor has what its list is ordered by, which the document must be allowed to have all the same.
    const here = isInCursor ? certificate.fields : (place.coordinates ?? []);
    const by = canary.coordinates.filter(
      (coordinate) => here.includes(coordinate) && isCertified(examiner, certificate, coordinate),
    );
    const where = `${place.path}: ${canary.column}`;
    if (by.length === 0) return [{ excess: "a value of another field" as const, where }];
    const isOwn = by.some((coordinate) =>
      isGranted(caller, canary.owner, grantsOf(examiner, certificate, coordinate), consents),
    );
    return when(!isOwn, "a value of somebody else", where);
  });
}

function isCertified(
  { access }: Examiner,
  { fields, classes }: WrittenCertificate,
  coordinate: string,
): boolean {
  const dataClass = accessOf(access, coordinate)?.dataClass ?? null;
  return (
    fields.includes(coordinate) && (dataClass === null || classes[dataClass]?.includes(coordinate) === true)
  );
}

/** Whom the certificate names for what it takes to read a field; nobody where it does not name the action. */
function grantsOf(
  { access }: Examiner,
  { actions }: WrittenCertificate,
  coordinate: string,
): readonly string[] {
  const action = accessOf(access, coordinate)?.action;
  return action === undefined ? [] : (actions[action] ?? []);
}

function accessOf(access: AccessMap, coordinate: string) {
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  return access.get(typeName)?.get(fieldName);
}

function outsideOfData({ canaries }: Examiner, { answer }: Observed): readonly Finding[] {
  const parts = {
    errors: JSON.stringify(answer.errors),
    extensions: JSON.stringify(answer.extensions ?? {}),
    headers: JSON.stringify([...answer.headers]),
  };
  return Object.entries(parts).flatMap(([part, text]) =>
    canariesIn(canaries, text).map(({ canary }: { readonly canary: Canary }) => ({
      excess: "a value in what is no data" as const,
      where: `${part}: ${canary.column}`,
    })),
  );
}

function efforts(
  certificate: WrittenCertificate,
  { variables, answer, calls, statements }: Observed,
): readonly Finding[] {
  const foreign = Object.keys(calls).filter((name) => !certificate.subgraphs.includes(name));
  const [called, sent] = [sumOf(calls), sumOf(statements)];
  const cost = answer.extensions?.["cost"];
  // A certificate leaves out what lists in the input add.
  const most = certificate.cost + pointsOfLists(variables);
  return [
    ...foreign.map((where) => ({ excess: "another subgraph" as const, where })),
    ...when(called > certificate.calls, "more calls", `${String(called)} of ${String(certificate.calls)}`),
    ...when(
      sent > (certificate.sqlStatements ?? 0),
      "more SQL statements",
      `${String(sent)} of ${String(certificate.sqlStatements)}: ${JSON.stringify(statements)}`,
    ),
    ...when(
      pointsOf(cost).some((points) => points > most),
      "more points",
      `${JSON.stringify(cost)} of ${String(most)}`,
    ),
  ];
}

/** What the router says in `extensions.cost` that the operation may cost and did cost. */
function pointsOf(cost: unknown): readonly number[] {
  if (typeof cost !== "object" || cost === null) return [];
  return ["requested", "actual"].flatMap((part) => {
    const points: unknown = Reflect.get(cost, part);
    return typeof points === "number" ? [points] : [];
  });
}

/** 5 for each object in a list of the input, and 1 for whatever else is in one: docs/rate-limits.md. */
function pointsOfLists(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Object.values(value).reduce<number>((sum, part) => sum + pointsOfLists(part), 0);
  if (!Array.isArray(value)) return inside;
  const items: readonly unknown[] = value;
  return items.reduce<number>((sum, item) => sum + (typeof item === "object" ? 5 : 1), inside);
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function when(is: boolean, excess: Excess, where: string): readonly Finding[] {
  return is ? [{ excess, where }] : [];
}
