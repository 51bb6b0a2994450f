import { GraphQLError } from "graphql";
import { decideByRole } from "#shared/auth/decide.ts";
import { isAction, type Action } from "#shared/auth/policies.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { ErrorCode } from "#shared/errors/catalogue.ts";
import type { FieldRequirements } from "../access/field-requirements.ts";
import { maskedFor, type MaskableFields, type MaskedFields } from "../access/masked-fields.ts";
import type { Certificate, Certifier, Examination } from "../documents/certificate.ts";
import { limitMessage, type OperationLimits } from "../execution/limits.ts";
import { chosenOperation } from "./chosen-operation.ts";
import type { ExplorerOperation, ExplorerRefusal, Preflight, Purpose } from "./explorer-api.ts";
import { statementsAtMost } from "./statement-estimate.ts";

/** Who would run an operation. */
export interface PreflightCaller {
  readonly viewer: Viewer;
  readonly mayMutate: boolean;
  readonly purpose: Purpose | null;
  readonly budget: Preflight["budget"];
}

/** What {@link createPreflight} needs, all of one supergraph. */
export interface PreflightOptions {
  readonly certifier: Pick<Certifier, "examine">;
  readonly requirements: FieldRequirements;
  readonly maskable: MaskableFields;
  readonly limits: Pick<OperationLimits, "maxCost">;
}

/** Says what an operation would take and why it would be refused, without running it. Never throws. */
export type PreflightCheck = (operation: ExplorerOperation, caller: PreflightCaller) => Preflight;

/** Of whoever only wants to know what is wrong with an operation, not whether there are points for it now. */
export const AMPLE_BUDGET: Preflight["budget"] = { remaining: Number.MAX_SAFE_INTEGER, resetSeconds: 0 };

/** Data whose purpose must be known. */
const NEEDS_PURPOSE = "PHI";

export function createPreflight({
  certifier,
  requirements,
  maskable,
  limits,
}: PreflightOptions): PreflightCheck {
  return (operation, caller) => {
    const { budget } = caller;
    const masked = maskedFor(caller.viewer, maskable);
    const examined = examine(certifier, operation, masked);
    if ("refusal" in examined) return { operation: null, budget, refusals: [examined.refusal] };
    const { certificate, sent, costWith, maskedWith } = examined.examination;
    const priced = priceOf(costWith, operation);
    const { name, kind, fields, classes } = certificate;
    return {
      operation: {
        name: name === "" ? null : name,
        kind: kind === "mutation" ? "mutation" : "query",
        cost: priced.cost ?? certificate.cost,
        fields: fields.length,
        classes,
        // With variables that do not fit it cannot be told what is left out.
        masked:
          priced.cost === undefined
            ? fields.filter((coordinate) => masked.has(coordinate))
            : maskedWith(operation.variables ?? {}),
        calls: countBy(sent.map(({ subgraph }) => subgraph)),
        statements: statementsAtMost(sent),
      },
      budget,
      refusals: [
        ...(priced.refusal === undefined ? [] : [priced.refusal]),
        ...refusalsOf(certificate, priced.cost ?? 0, caller, { requirements, masked, limits }),
      ],
    };
  };
}

type Examined = { readonly examination: Examination } | { readonly refusal: ExplorerRefusal };

function examine(
  certifier: PreflightOptions["certifier"],
  operation: ExplorerOperation,
  masked: MaskedFields,
): Examined {
  try {
    return { examination: certifier.examine(chosenOperation(operation), masked) };
  } catch (error) {
    return { refusal: refusal("VALIDATION_ERROR", reasonOf(error)) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof GraphQLError) return limitMessage(error.toJSON()) ?? error.message;
  return error instanceof AppError ? error.message : "It is not one operation.";
}

interface Priced {
  readonly cost?: number;
  readonly refusal?: ExplorerRefusal;
}

function priceOf(costWith: Examination["costWith"], { variables = {} }: ExplorerOperation): Priced {
  try {
    return { cost: costWith(variables) };
  } catch (error) {
    return { refusal: refusal("VALIDATION_ERROR", reasonOf(error)) };
  }
}

interface JudgingOptions extends Pick<PreflightOptions, "requirements" | "limits"> {
  readonly masked: MaskedFields;
}

function refusalsOf(
  certificate: Certificate,
  cost: number,
  { viewer, mayMutate, purpose, budget }: PreflightCaller,
  { requirements, masked, limits }: JudgingOptions,
): readonly ExplorerRefusal[] {
  const refusals: ExplorerRefusal[] = [];
  const asked = certificate.fields.filter((coordinate) => !masked.has(coordinate));
  const fields = fieldsNotFor(viewer, asked, requirements);
  if (fields.length > 0)
    refusals.push({
      code: "AUTH_FORBIDDEN",
      reason: "It asks for fields that are not for your roles.",
      fields,
    });
  if (certificate.kind === "mutation" && !mayMutate)
    refusals.push(refusal("AUTH_FORBIDDEN", "It changes something, and your roles only read."));
  if (cost > limits.maxCost)
    refusals.push(refusal("COST_LIMIT_EXCEEDED", "It asks for more than anybody may ask for at once."));
  else if (cost > budget.remaining)
    refusals.push(
      refusal("RATE_LIMIT_EXCEEDED", `Your budget is full again in ${String(budget.resetSeconds)} seconds.`),
    );
  if (NEEDS_PURPOSE in certificate.classes && purpose === null)
    refusals.push(
      refusal("PURPOSE_NEEDED", "It reads data of patients: say what for, once for this session."),
    );
  return refusals;
}

function fieldsNotFor(
  viewer: Viewer,
  coordinates: readonly string[],
  requirements: FieldRequirements,
): ExplorerRefusal["fields"] {
  return coordinates.flatMap((coordinate) => {
    const [typeName = "", fieldName = ""] = coordinate.split(".");
    const needed: readonly Action[] = [...(requirements.get(typeName)?.get(fieldName) ?? [])].filter(
      isAction,
    );
    const actions = needed.filter((action) => decideByRole(action, viewer) !== "ALLOW");
    return actions.length > 0 ? [{ coordinate, actions }] : [];
  });
}

function refusal(code: ErrorCode, reason: string): ExplorerRefusal {
  return { code, reason, fields: [] };
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}
