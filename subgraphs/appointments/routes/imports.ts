import { AppError } from "#shared/errors/app-error.ts";
import { createRequestContext, type RequestContextOptions } from "#shared/graphql/request-context.ts";
import { jsonResponse, type ServiceResponse } from "#shared/http/service-call.ts";
import type { ServiceRoute } from "#shared/http/service-endpoint.ts";
import { parseJsonBody } from "#shared/validation/parse-json.ts";
import { faultyRows, isRowFault, ROW_FAULTS } from "../domain/imports/import-codes.ts";
import type { ImportJobRow } from "../repositories/import-job-repository.ts";
import type { ReportedRow } from "../repositories/import-row-repository.ts";
import { ImportService } from "../services/import-service.ts";

/** What {@link createImportRoutes} needs. */
export interface ImportRouteOptions extends Omit<RequestContextOptions, "subgraph"> {
  /** Says that there is something to be done. */
  readonly wake: () => void;
}

/**
 * `POST /internal/imports/*`, with JSON in and out: what the router's door for files calls. A file comes in parts, each a signed call
 * of its own, in base64: so the signature covers every byte, and nobody has more of a file in memory than a part.
 */
export function createImportRoutes(options: ImportRouteOptions): Readonly<Record<string, ServiceRoute>> {
  const route =
    (work: (imports: ImportService, input: unknown) => Promise<unknown>): ServiceRoute =>
    async (call): Promise<ServiceResponse> => {
      if (call.request.method !== "POST") throw new AppError("RESOURCE_NOT_FOUND");
      const context = createRequestContext(call, { ...options, subgraph: "appointments" });
      try {
        const answer = await work(
          new ImportService(context, call.correlationId),
          parseJsonBody(call.request.body),
        );
        return jsonResponse(200, answer);
      } finally {
        await context.finish();
      }
    };
  return {
    "/internal/imports/begin": route((imports, input) => imports.begin(input)),
    "/internal/imports/receive": route(async (imports, input) => {
      await imports.receive(input);
      return {};
    }),
    "/internal/imports/complete": route(async (imports, input) => {
      const job = await imports.complete(input);
      options.wake();
      return importView(job);
    }),
    "/internal/imports/find": route(async (imports, input) => importView(await imports.find(input))),
    "/internal/imports/report": route(async (imports, input) => {
      const { job, rows } = await imports.report(input);
      return { rows: rows.map((row) => rowView(row, job)) };
    }),
    "/internal/imports/apply": route(async (imports, input) => {
      const job = await imports.apply(input);
      options.wake();
      return importView(job);
    }),
    "/internal/imports/remove": route(async (imports, input) => importView(await imports.remove(input))),
  };
}

function importView(job: ImportJobRow): Record<string, unknown> {
  const { id, kind, status, isDryRun, bytes, sha256, counts } = job;
  return {
    ...{ id, kind, status, isDryRun, bytes, sha256 },
    rows: {
      ...{ read: job.rowsRead, checked: job.rowsChecked, applied: job.rowsApplied },
      refused: faultyRows(counts),
    },
    counts,
    ...{
      createdAt: job.createdAt,
      receivedAt: job.receivedAt,
      checkedAt: job.checkedAt,
      endedAt: job.endedAt,
    },
  };
}

function rowView(
  { line, code, column, otherLine, reference }: ReportedRow,
  { status }: ImportJobRow,
): Record<string, unknown> {
  const isRefused = isRowFault(code);
  const outcome = code === "OK" && status === "APPLIED" ? "APPLIED" : code;
  return {
    line,
    outcome: isRefused ? "REFUSED" : outcome,
    code: isRefused ? code : null,
    ...{ column, otherLine, reference },
    message: isRefused ? ROW_FAULTS[code] : null,
  };
}
