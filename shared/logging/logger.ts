import { pino, type DestinationStream, type Logger as PinoLogger, type LoggerOptions } from "pino";
import { currentScope, currentTraceparent } from "../observability/request-scope.ts";
import { systemClock, type Clock } from "../time/clock.ts";
import { redactRecord, redactText, redactValue } from "./redaction.ts";
import { isError, safeMessage } from "./serialize-error.ts";

/** Levels from the rarest to the most talkative; `silent` writes nothing. */
export const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;

/** A level of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Writes JSON lines. A child adds fields to every line; unlike pino's it takes no options, because serializers and
 * formatters of a child would run after redaction.
 */
export interface Logger extends Pick<
  PinoLogger,
  "level" | "silent" | "fatal" | "error" | "warn" | "info" | "debug" | "trace"
> {
  child(bindings: Readonly<Record<string, unknown>>): Logger;
}

/** What {@link createLogger} needs. */
export interface LoggerSettings {
  /** Name of the process or subgraph, e.g. `users`. */
  readonly service: string;
  readonly level: LogLevel;
  /** Where lines go; standard output when left out. */
  readonly destination?: DestinationStream;
  readonly clock?: Clock;
}

/** What every line has; a field of the same name in a log call would make it ambiguous, and gets an underscore. */
const OWN_FIELDS = ["level", "timestamp", "service", "message"] as const;

/**
 * A logger whose lines are JSON objects with `timestamp` (ISO-8601), `level` (a word), `service`, `message`, the fields
 * of the call and, within a request, `correlationId`, `trace_id` and `span_id`. Errors, under any key, are written with their
 * causes. Nothing is written unredacted: fields, errors, message, message arguments and child bindings all pass
 * through `redaction.ts`.
 */
export function createLogger(settings: LoggerSettings): Logger {
  const clock = settings.clock ?? systemClock;
  const options: LoggerOptions = {
    level: settings.level,
    base: { service: settings.service },
    messageKey: "message",
    errorKey: "error",
    timestamp: () => `,"timestamp":"${clock().toISOString()}"`,
    mixin: scopeFields,
    // The scope wins over a field of the same name: it cannot be forged by what is logged.
    mixinMergeStrategy: (fields, scope) => ({ ...fields, ...scope }),
    formatters: { level: (label) => ({ level: label }), log: redactFields },
    serializers: { message: redactMessage, err: keep },
    hooks: {
      logMethod(args, method) {
        Reflect.apply(method, this, withSafeMessage(args));
      },
    },
  };
  return withRedactedChildren(pino(options, settings.destination ?? standardOutput()));
}

let output: DestinationStream | undefined;

/**
 * One stream for all loggers of a process. Not pino's own: that one tries for ever to write what is left when the
 * process ends, also when nobody reads any longer (sonic-boom 4.2, flushSync), so that a process whose supervisor had died
 * could not be stopped. A reader that is gone costs the lines and not the process.
 */
function standardOutput(): DestinationStream {
  if (output === undefined) {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
    output = { write: (line) => void process.stdout.write(line) };
  }
  return output;
}

function scopeFields(): object {
  const scope = currentScope();
  const [, traceId, spanId] = currentTraceparent()?.split("-") ?? [];
  return {
    ...(scope && { correlationId: scope.correlationId }),
    // https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/
    ...(traceId !== undefined && { trace_id: traceId, span_id: spanId }),
  };
}

function redactFields(fields: object): Record<string, unknown> {
  const redacted = redactRecord(fields);
  for (const name of OWN_FIELDS) {
    if (!Object.hasOwn(redacted, name)) continue;
    redacted[`_${name}`] = redacted[name];
    Reflect.deleteProperty(redacted, name);
  }
  return redacted;
}

function redactMessage(message: unknown): unknown {
  return typeof message === "string" ? redactText(message) : redactValue(message);
}

/** Errors are already data when pino's serializer for them would run. */
function keep(value: unknown): unknown {
  return value;
}

/**
 * The arguments of a log call as pino may have them: pino would take the message of an error as it is, and print
 * message arguments (`%o`) before any formatter sees them.
 */
function withSafeMessage(args: readonly unknown[]): unknown[] {
  const [first, ...rest] = args;
  if (typeof first !== "object" || first === null) return [first, ...rest.map(redactValue)];
  const [message, ...values] = rest;
  if (isError(first)) return [{ error: first }, message ?? safeMessage(first), ...values.map(redactValue)];
  if (message !== undefined) return [first, message, ...values.map(redactValue)];
  return takeMessage(first);
}

/** Without a message of its own, a line gets that of its fields or of its error. */
function takeMessage(fields: object): unknown[] {
  const { message, ...others }: { message?: unknown; error?: unknown; err?: unknown } = fields;
  if (typeof message === "string") return [others, message];
  const error = others.error ?? others.err;
  return isError(error) ? [fields, safeMessage(error)] : [fields];
}

/** pino drops the formatter of bindings for children, so that it must be given again to each of them. */
function withRedactedChildren(logger: PinoLogger): PinoLogger {
  const child = logger.child.bind(logger);
  return Object.assign(logger, {
    child: (bindings: object) =>
      withRedactedChildren(child(bindings, { formatters: { bindings: redactFields } })),
  });
}
