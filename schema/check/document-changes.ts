import { parse, validate, type GraphQLSchema } from "graphql";
import type { Contract, LiveDocument } from "./contract.ts";
import type { Finding } from "./finding.ts";
import { namesOf } from "./live-documents.ts";

/** Live documents that do not fit what clients see now, and those that no longer are registered. */
export function documentChanges(before: Contract, now: Contract, api: GraphQLSchema): readonly Finding[] {
  const registered = new Set(now.documents.map(keyOf));
  const withdrawn = before.documents.filter((document) => !registered.has(keyOf(document)));
  const all = [...before.documents, ...now.documents.filter(isNotIn(before.documents))];
  return [
    ...all.flatMap((document) => misfits(document, api)),
    ...withdrawn.map((document) => withdrawal(document, now.workedOn)),
  ];
}

/** Client, version and id. */
export function keyOf({ client, version, id }: Pick<LiveDocument, "client" | "version" | "id">): string {
  return `${client} ${version} ${id}`;
}

function isNotIn(documents: readonly LiveDocument[]): (document: LiveDocument) => boolean {
  const keys = new Set(documents.map(keyOf));
  return (document) => !keys.has(keyOf(document));
}

/** Whether a document can run. */
export function fits(document: LiveDocument, api: GraphQLSchema): boolean {
  return problemsOf(document, api).length === 0;
}

function problemsOf({ text }: LiveDocument, api: GraphQLSchema): readonly string[] {
  return [
    ...new Set(
      validate(api, parse(text), undefined, { hideSuggestions: true }).map(({ message }) => message),
    ),
  ];
}

function misfits(document: LiveDocument, api: GraphQLSchema): readonly Finding[] {
  return problemsOf(document, api).map((problem) => ({
    part: "document",
    verdict: "refused",
    change: `${document.name} cannot run: ${problem}`,
    consumers: namesOf([document]),
  }));
}

/** Of the version that is worked on documents come and go; copies of earlier ones are out there. */
function withdrawal(document: LiveDocument, workedOn: Contract["workedOn"]): Finding {
  const { client, version, name } = document;
  const isWorkedOn = workedOn.get(client) === version;
  return {
    part: "document",
    verdict: isWorkedOn ? "noted" : "unapproved",
    change: `${client} ${version} may not run ${name} any more${isWorkedOn ? " as it was" : ""}`,
    consumers: namesOf([document]),
  };
}
