import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from "graphql";
import { readAccessMap } from "#shared/auth/access-directives.ts";
import { POLICIES, type Action } from "#shared/auth/policies.ts";
import type { Policy } from "#shared/auth/policy.ts";
import type { PredicateName } from "#shared/auth/predicates.ts";
import { readFieldRequirements } from "../access/field-requirements.ts";

/** What `@cacheControl` says of a field or a type: seconds, or that it is as its parent; undefined when it says nothing. */
export type CacheHint = number | "inherit" | undefined;

/** How long answers may be kept, as the supergraph says. */
export interface CacheRules {
  /** Of a field: what stands on it, or else on the type that it returns. @param returns name of that type */
  hint(typeName: string, fieldName: string, returns: string): CacheHint;
  /** True when all whom the answer could be given to get the same: see {@link readCacheRules}. */
  isShareable(typeName: string, fieldName: string): boolean;
}

/** Conditions that read nothing of the viewer but what the key of a kept answer has (`answer-key.ts`). */
const OF_THE_KEY: ReadonlySet<PredicateName> = new Set(["assignedRegion", "tierSuffices"]);

/**
 * Reads `@cacheControl` from the supergraph text. Beside it a field is shareable only when it is not classified, and no action
 * that it takes concerns a patient, has a condition on who in person asks, or opens who asks; so a mistaken directive keeps nothing.
 */
export function readCacheRules(document: DocumentNode): CacheRules {
  const access = readAccessMap(document);
  const requirements = readFieldRequirements(document);
  const types = new Map<string, CacheHint>();
  const fields = new Map<string, CacheHint>();
  for (const definition of document.definitions) {
    if (!isOutputType(definition)) continue;
    const name = definition.name.value;
    types.set(name, hintOf(definition.directives));
    for (const field of definition.fields ?? []) {
      fields.set(`${name}.${field.name.value}`, hintOf(field.directives));
    }
  }
  return {
    hint: (typeName, fieldName, returns) => fields.get(`${typeName}.${fieldName}`) ?? types.get(returns),
    isShareable: (typeName, fieldName) => {
      if (fieldName === "__typename") return true;
      const isPersonal = access.get(typeName)?.get(fieldName)?.dataClass !== null;
      const actions = requirements.get(typeName)?.get(fieldName);
      return !isPersonal && actions !== undefined && [...actions].every(isSameForAll);
    },
  };
}

/** What it opens is the caller. */
const OF_THE_CALLER: Action = "viewer:read";

function isSameForAll(action: Action): boolean {
  if (action === OF_THE_CALLER) return false;
  const { concernsPatient, grants }: Policy = POLICIES[action];
  return !concernsPatient && grants.every(({ when }) => when.every((condition) => OF_THE_KEY.has(condition)));
}

type OutputType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function isOutputType(node: DocumentNode["definitions"][number]): node is OutputType {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function hintOf(directives: readonly ConstDirectiveNode[] | undefined): CacheHint {
  const given = directives?.find(({ name }) => name.value === "cacheControl")?.arguments ?? [];
  const maxAge = given.find(({ name }) => name.value === "maxAge")?.value;
  if (maxAge?.kind === Kind.INT) return Number(maxAge.value);
  const inherits = given.find(({ name }) => name.value === "inheritMaxAge")?.value;
  return inherits?.kind === Kind.BOOLEAN && inherits.value ? "inherit" : undefined;
}
