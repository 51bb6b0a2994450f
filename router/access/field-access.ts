import { decideByRole, refusalError } from "#shared/auth/decide.ts";
import { POLICIES, type Action } from "#shared/auth/policies.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import type { SelectedField } from "../execution/walk-fields.ts";
import type { DenialSink } from "./denial-sink.ts";
import type { FieldRequirements } from "./field-requirements.ts";

/** Paths named in one refusal at most. */
const NAMED_PATHS = 20;

/** One request to be judged. */
export interface FieldAccessRequest {
  readonly viewer: Viewer;
  readonly fields: readonly SelectedField[];
  readonly correlationId: string | null;
  readonly deadline: Deadline;
}

interface RefusedField {
  readonly path: string;
  readonly coordinate: string;
  /** Empty for introspection. */
  readonly actions: readonly Action[];
}

/**
 * The first of the four enforcers: refuses an operation that selects a field the viewer's roles can never see,
 * before anything is planned. Introspection is for those signed in. A refusal of patient data to someone signed in
 * is recorded first.
 * @throws AppError `AUTH_UNAUTHENTICATED` or `AUTH_FORBIDDEN`, naming the paths the client selected;
 *   `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` when the refusal could not be recorded
 */
export async function assertFieldAccess(
  request: FieldAccessRequest,
  requirements: FieldRequirements,
  denials: DenialSink,
): Promise<void> {
  const refused = refusedFields(request, requirements);
  if (refused.length === 0) return;
  if (request.viewer.kind === "ANONYMOUS") throw refusal("UNAUTHENTICATED", refused);
  await recordDenials(request, refused, denials);
  throw refusal("DENY", refused);
}

function refusedFields(request: FieldAccessRequest, requirements: FieldRequirements): RefusedField[] {
  const refused: RefusedField[] = [];
  for (const { node, typeName, path } of request.fields) {
    const name = node.name.value;
    const coordinate = `${typeName}.${name}`;
    if (name === "__typename") continue;
    if (name.startsWith("__")) {
      if (request.viewer.kind === "ANONYMOUS") refused.push({ path, coordinate, actions: [] });
      continue;
    }
    const needed = requirements.get(typeName)?.get(name);
    // A field without a policy is denied to everybody.
    const actions = [...(needed ?? [])].filter((action) => decideByRole(action, request.viewer) !== "ALLOW");
    if (needed === undefined || actions.length > 0) refused.push({ path, coordinate, actions });
  }
  return refused;
}

async function recordDenials(
  { viewer, correlationId, deadline }: FieldAccessRequest,
  refused: readonly RefusedField[],
  denials: DenialSink,
): Promise<void> {
  const coordinatesOf = new Map<Action, Set<string>>();
  for (const { actions, coordinate } of refused) {
    for (const action of actions.filter((candidate) => POLICIES[candidate].concernsPatient)) {
      coordinatesOf.set(action, (coordinatesOf.get(action) ?? new Set()).add(coordinate));
    }
  }
  await Promise.all(
    [...coordinatesOf].map(([action, coordinates]) =>
      denials.record({ viewer, action, coordinates: [...coordinates], correlationId, deadline }),
    ),
  );
}

function refusal(decision: "DENY" | "UNAUTHENTICATED", refused: readonly RefusedField[]): AppError {
  const { code, message } = refusalError(decision);
  const paths = [...new Set(refused.map(({ path }) => path))];
  const more = paths.length > NAMED_PATHS ? ` and ${String(paths.length - NAMED_PATHS)} more` : "";
  return new AppError(code, `${message} Refused: ${paths.slice(0, NAMED_PATHS).join(", ")}${more}.`);
}
