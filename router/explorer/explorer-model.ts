import { buildSchema, parse, type GraphQLSchema } from "graphql";
import type { Viewer } from "#shared/auth/viewer.ts";
import { readFieldRequirements } from "../access/field-requirements.ts";
import { readMaskableFields } from "../access/masked-fields.ts";
import { createCertifier, type Certifier } from "../documents/certificate.ts";
import type { Engine } from "../execution/engine.ts";
import type { OperationLimits } from "../execution/limits.ts";
import { createPreflight, type PreflightCheck } from "./preflight.ts";
import { visibleSchema, type SchemaReader } from "./visible-schema.ts";

/** What the explorer knows of one version of the supergraph. */
export interface ExplorerModel {
  readonly preflight: PreflightCheck;
  readonly examine: Certifier["examine"];
  /** What clients see. */
  readonly apiSchema: () => GraphQLSchema;
  /** SDL of what a caller's roles may ask for. */
  readonly schemaFor: (reader: SchemaReader) => string;
}

/** Callers whose schemas are kept, each about 100 kB. */
const SCHEMAS_KEPT = 20;

/** The model of the engine in use: made when it is first asked for, and anew when the supergraph was replaced. */
export function createModels(
  engine: () => Pick<Engine, "sdl" | "apiSdl">,
  limits: Pick<OperationLimits, "maxCost">,
): () => ExplorerModel {
  let latest: { readonly sdl: string; readonly model: ExplorerModel } | undefined;
  return () => {
    const { sdl } = engine();
    if (latest?.sdl !== sdl) latest = { sdl, model: createModel(engine(), limits) };
    return latest.model;
  };
}

function createModel(
  { sdl, apiSdl }: Pick<Engine, "sdl" | "apiSdl">,
  limits: Pick<OperationLimits, "maxCost">,
): ExplorerModel {
  const document = parse(sdl);
  const requirements = readFieldRequirements(document);
  const maskable = readMaskableFields(document);
  const whole = { apiSdl: apiSdl(), requirements, maskable };
  const schemas = new Map<string, string>();
  const certifier = createCertifier(sdl);
  let apiSchema: GraphQLSchema | undefined;
  return {
    preflight: createPreflight({ certifier, requirements, maskable, limits }),
    examine: certifier.examine,
    apiSchema: () => (apiSchema ??= buildSchema(whole.apiSdl)),
    schemaFor: (reader) => {
      const name = nameOf(reader);
      const known = schemas.get(name);
      if (known !== undefined) return known;
      const schema = visibleSchema(whole, reader);
      if (schemas.size >= SCHEMAS_KEPT) schemas.clear();
      schemas.set(name, schema);
      return schema;
    },
  };
}

/** Whatever of a caller `decideByRole` looks at. */
function nameOf({ viewer, mayMutate }: SchemaReader): string {
  const { kind, roles, scopes, impersonator }: Viewer = viewer;
  return JSON.stringify([
    kind,
    roles.toSorted(),
    scopes?.toSorted() ?? null,
    impersonator !== null,
    mayMutate,
  ]);
}
