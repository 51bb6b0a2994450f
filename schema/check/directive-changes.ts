import { isTypeDefinitionNode, parse, print, type ConstDirectiveNode } from "graphql";
import type { Finding, Part, Verdict } from "./finding.ts";
import { namesOf, type LiveDocuments } from "./live-documents.ts";

/** Which of our directives say who may see a field, and which what it costs. */
const PARTS: Readonly<Record<string, Part>> = {
  access: "access",
  classified: "access",
  cost: "cost",
  listSize: "cost",
};

/** Directive as it is written, by coordinate (`Type.field`, `Type.field.argument` or a type) and the directive's name. */
type Directives = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Changes of `@access`, `@classified`, `@cost` and `@listSize` at what was there before. Who may see something is approved by
 * name. Costs are noted: what they change for a live document is in its certificate.
 */
export function directiveChanges(before: string, now: string, live: LiveDocuments): readonly Finding[] {
  const [old, current] = [directivesOf(before), directivesOf(now)];
  return [...old].flatMap(([coordinate, directives]) => {
    const others = current.get(coordinate);
    if (others === undefined) return [];
    return Object.keys(PARTS).flatMap((name) => {
      const [was = "nothing", is = "nothing"] = [directives.get(name), others.get(name)];
      return was === is ? [] : [finding(name, `${coordinate}: ${was} becomes ${is}`, live, coordinate)];
    });
  });
}

function finding(name: string, change: string, live: LiveDocuments, coordinate: string): Finding {
  const part = PARTS[name] ?? "access";
  const verdict: Verdict = part === "access" ? "unapproved" : "noted";
  return { part, verdict, change, consumers: namesOf(live.using(coordinate)) };
}

function directivesOf(supergraphSdl: string): Directives {
  const found = new Map<string, ReadonlyMap<string, string>>();
  const note = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    found.set(coordinate, new Map(directives.map((directive) => [nameOf(directive), print(directive)])));
  };
  for (const definition of parse(supergraphSdl).definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const typeName = definition.name.value;
    note(typeName, definition.directives);
    if (!("fields" in definition)) continue;
    for (const field of definition.fields ?? []) {
      note(`${typeName}.${field.name.value}`, field.directives);
      if (!("arguments" in field)) continue;
      for (const argument of field.arguments ?? [])
        note(`${typeName}.${field.name.value}.${argument.name.value}`, argument.directives);
    }
  }
  return found;
}

/** Without the name of the specification, which composition puts before it where somebody else has a directive of that name. */
function nameOf({ name }: ConstDirectiveNode): string {
  return name.value.replace(/^federation__/, "");
}
