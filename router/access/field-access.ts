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
/** Fields named in one record at most: audit takes no more. */
const RECORDED_FIELDS = 100;

/** One request to be judged. */
export interface FieldAccessRequest {
  readonly viewer: Viewer;
  readonly fields: readonly SelectedField[];
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
 * before anything is planned. Introspection is for those signed in. A refusal of patient data is recorded first: once
 * per action for someone signed in, and once per request for anybody else, so that strangers cannot make us write more
 * than they send.
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
  await recordDenials(request, refused, denials);
  throw refusal(request.viewer.kind === "ANONYMOUS" ? "UNAUTHENTICATED" : "DENY", refused);
}

function refusedFields(request: FieldAccessRequest, requirements: FieldRequirements): RefusedField[] {
  const refused: RefusedField[] = [];
  for (const { node, typeName, path } of request.fields) {
    const name = node.name.value;
    if (name === "__typename") continue;
    if (name.startsWith("__")) {
      if (request.viewer.kind === "ANONYMOUS")
        refused.push({ path, coordinate: `${typeName}.${name}`, actions: [] });
      continue;
    }
    const needed = requirements.get(typeName)?.get(name);
    // A field without a policy is denied to everybody.
    const actions = [...(needed ?? [])].filter((action) => decideByRole(action, request.viewer) !== "ALLOW");
    if (needed === undefined || actions.length > 0)
      refused.push({ path, coordinate: `${typeName}.${name}`, actions });
  }
  return refused;
}

async function recordDenials(
  { viewer, deadline }: FieldAccessRequest,
  refused: readonly RefusedField[],
  denials: DenialSink,
): Promise<void> {
  const concerned = refused.flatMap(({ actions, coordinate }) =>
    actions.filter((action) => POLICIES[action].concernsPatient).map((action) => ({ action, coordinate })),
  );
  const onlyAction = viewer.kind === "ANONYMOUS" ? concerned[0]?.action : undefined;
  const byAction = Map.groupBy(concerned, ({ action }) => onlyAction ?? action);
  await Promise.all(
    [...byAction].map(([action, together]) => {
      const coordinates = [...new Set(together.map(({ coordinate }) => coordinate))];
      return denials.record({ viewer, action, coordinates: coordinates.slice(0, RECORDED_FIELDS), deadline });
    }),
  );
}

function refusal(decision: "DENY" | "UNAUTHENTICATED", refused: readonly RefusedField[]): AppError {
  const { code, message } = refusalError(decision);
  const paths = [...new Set(refused.map(({ path }) => path))];
  const more = paths.length > NAMED_PATHS ? ` and ${String(paths.length - NAMED_PATHS)} more` : "";
  return new AppError(code, `${message} Refused: ${paths.slice(0, NAMED_PATHS).join(", ")}${more}.`);
}
