import { printExecutableGraphQLDocument } from "@graphql-tools/documents";
import { Kind, parse, separateOperations } from "graphql";
import { documentIdOf } from "../manifest.ts";
import { PublishingError } from "./publishing-error.ts";

/** One operation of a file, with the fragments it uses. */
export interface NamedOperation {
  readonly name: string;
  /** `sha256:` and the hash of the text. */
  readonly id: string;
  /** As in manifests, on one line with its selections in order: so the same operation has one id in both. */
  readonly text: string;
}

/**
 * The operations of a GraphQL document, in their order.
 * @throws GraphQLError when it is not GraphQL
 * @throws PublishingError when it has no operation, one without a name, or two of one name
 */
export function readOperations(source: string): readonly NamedOperation[] {
  const document = parse(source, { noLocation: true });
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operations.length === 0) throw new PublishingError("There is no operation in it.");
  const names = operations.flatMap(({ name }) => name?.value ?? []);
  if (names.length < operations.length)
    throw new PublishingError("Every operation needs a name, by which people speak of it.");
  if (new Set(names).size < names.length)
    throw new PublishingError("Two of its operations have the same name.");
  const separate = new Map(Object.entries(separateOperations(document)));
  return names.flatMap((name) => {
    const own = separate.get(name);
    if (own === undefined) return [];
    const text = printExecutableGraphQLDocument(own);
    return [{ name, id: documentIdOf(text), text }];
  });
}
