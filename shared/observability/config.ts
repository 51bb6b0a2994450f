import { z } from "zod";
import { booleanFlag, oneOf, port, url } from "../config/fields.ts";
import { loadConfig } from "../config/load-config.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const OFF = "off";

/** Where a process serves its metrics: a port, 0 for any free one, or `off`. */
export type MetricsPort = number | typeof OFF;

/**
 * The variables of a process that serves metrics, to be spread into its schema.
 * @param defaultPort 9464 for the router and the one-process stack, one further for each subgraph
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- zod infers the schema's type
export function metricsFields(defaultPort: number) {
  const fields: {
    readonly CLINIC_METRICS_PORT: z.ZodType<MetricsPort>;
    readonly CLINIC_METRICS_HOST: z.ZodType<string>;
  } = {
    CLINIC_METRICS_PORT: z
      .union([z.literal(OFF), port()], `must be a port from 0 to 65535, in digits only, or ${OFF}`)
      .default(defaultPort)
      .meta({ example: String(defaultPort) }),
    CLINIC_METRICS_HOST: z.string().default("127.0.0.1"),
  };
  return fields;
}

/** Where a process serves its metrics. */
export interface MetricsConfig {
  readonly port: MetricsPort;
  readonly host: string;
}

/** The settings in the variables of {@link metricsFields}. */
export function metricsConfigOf(values: {
  readonly CLINIC_METRICS_PORT: MetricsPort;
  readonly CLINIC_METRICS_HOST: string;
}): MetricsConfig {
  return { port: values.CLINIC_METRICS_PORT, host: values.CLINIC_METRICS_HOST };
}

/**
 * What we look at ourselves of the standard variables
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
 */
const telemetrySchema = z.object({
  OTEL_SDK_DISABLED: booleanFlag().default(false),
  OTEL_TRACES_EXPORTER: oneOf(["otlp", "none"], "otlp").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url("http").optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url("http").optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(["http/json"], "http/json").optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: oneOf(["http/json"], "http/json").optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
});

/** Read by the SDK itself, once it is loaded. */
const SDK_VARIABLES = [
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_RESOURCE_ATTRIBUTES",
  "OTEL_TRACES_SAMPLER",
  "OTEL_TRACES_SAMPLER_ARG",
  "OTEL_BSP_SCHEDULE_DELAY",
] as const;

/** Names of the variables of OpenTelemetry that are honoured, for checks against the documentation. */
export const TELEMETRY_VARIABLES: readonly string[] = [
  ...Object.keys(telemetrySchema.shape),
  ...SDK_VARIABLES,
];

/** Whether and under which name this process sends spans. */
export interface TelemetryConfig {
  /** True when an exporter is configured and the SDK is not switched off. */
  readonly isTracing: boolean;
  readonly serviceName: string;
}

/**
 * Reads whether spans are to be sent: when an endpoint or the exporter `otlp` is named, and nothing switches it off.
 * @param args of the program, from which a service that has not been named takes its name
 * @throws ConfigError when a variable has a value that we do not support
 */
export function readTelemetryConfig(
  env: Environment = process.env,
  args: readonly string[] = process.argv,
): TelemetryConfig {
  const standard = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("OTEL_")));
  const values = loadConfig(telemetrySchema, standard, { service: "telemetry" });
  const exporter = values.OTEL_TRACES_EXPORTER;
  const endpoint = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_ENDPOINT;
  const isConfigured = exporter === "otlp" || (exporter === undefined && endpoint !== undefined);
  return {
    isTracing: isConfigured && !values.OTEL_SDK_DISABLED,
    serviceName: values.OTEL_SERVICE_NAME ?? serviceOf(args),
  };
}

/** `router` and the name of a subgraph in a process of their own; `clinic` for everything in one. */
function serviceOf([, program = "", subgraph]: readonly string[]): string {
  const path = program.replaceAll("\\", "/");
  if (path.endsWith("/router/index.ts")) return "router";
  if (path.endsWith("/subgraphs/start.ts") && subgraph !== undefined) return subgraph;
  return "clinic";
}
