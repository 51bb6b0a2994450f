import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { requireAccount, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { faultyRows } from "../domain/imports/import-codes.ts";
import { IMPORT_KINDS } from "../domain/imports/import-columns.ts";
import { LARGEST_PART, MOST_PARTS, MOST_UNFINISHED } from "../domain/imports/import-limits.ts";
import { importAttributes } from "../policies.ts";
import { ImportJobRepository, isKeyInUse, type ImportJobRow } from "../repositories/import-job-repository.ts";
import { ImportRowRepository, type ReportedRow } from "../repositories/import-row-repository.ts";

const MOST_REPORTED = 5_000;
/** Of a file that is under way a part comes more often: whoever sent it is gone. */
const ABANDONED_MS = 60_000;

const beginInput = z.strictObject({ kind: z.enum(IMPORT_KINDS), isDryRun: z.boolean(), idempotencyKey });
const partInput = z.strictObject({
  id: entityId,
  position: z
    .int()
    .min(0)
    .max(MOST_PARTS - 1),
  bytes: z.base64().max(Math.ceil(LARGEST_PART / 3) * 4),
});
const completeInput = z.strictObject({
  id: entityId,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  parts: z.int().min(0).max(MOST_PARTS),
});
const idInput = z.strictObject({ id: entityId });
const reportInput = z.strictObject({
  id: entityId,
  afterLine: z.int().min(0),
  limit: z.int().min(1).max(MOST_REPORTED),
  /** Only what is wrong. */
  onlyRefused: z.boolean(),
});

/** What the door that receives a file has to know of an import that has begun. */
export interface BegunImport {
  readonly id: string;
  /** True: it was sent before, by the same key. Nothing of the file is kept; whether it is the same is told at its end. */
  readonly isReplay: boolean;
}

/** A piece of a report. */
export interface ReportPage {
  readonly job: ImportJobRow;
  readonly rows: readonly ReportedRow[];
}

/** Imports, as admins send and see them. What they bring is found out and written by `import-work.ts`. */
export class ImportService {
  readonly #context: RequestContext;
  readonly #correlationId: string;

  constructor(context: RequestContext, correlationId: string) {
    this.#context = context;
    this.#correlationId = correlationId;
  }

  /**
   * Begins to receive a file.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, `CONFLICT` for a key that was used for something else and for too many
   *   imports at once, `REQUEST_IN_PROGRESS` while the file of that key is coming
   */
  async begin(input: unknown): Promise<BegunImport> {
    const wanted = parseInput(beginInput, input, "");
    try {
      return await this.#context.database.write((tx) => this.#beginOnce(tx, wanted));
    } catch (error) {
      if (isKeyInUse(error)) throw new AppError("REQUEST_IN_PROGRESS", undefined, { cause: error });
      throw error;
    }
  }

  async #beginOnce(
    tx: Tx,
    { kind, isDryRun, idempotencyKey: key }: z.output<typeof beginInput>,
  ): Promise<BegunImport> {
    const { viewer, access, clock } = this.#context;
    const { tenantId, accountId: actorId } = requireAccount(viewer);
    const { clientId } = viewer;
    access.assertCan("import:write", importAttributes({ id: null, tenantId }));
    const jobs = new ImportJobRepository(tx);
    const now = clock();
    if (key !== null) {
      const former = await jobs.findByKey({ tenantId, actorId, clientId, idempotencyKey: key });
      if (former !== undefined && isAbandoned(former, now)) await jobs.remove(former, now);
      else if (former?.status === "RECEIVING") throw new AppError("REQUEST_IN_PROGRESS");
      else if (former !== undefined) {
        if (former.kind !== kind) throw keyUsed();
        return { id: former.id, isReplay: true };
      }
    }
    if ((await jobs.countUnfinished(tenantId)) >= MOST_UNFINISHED)
      throw new AppError("CONFLICT", "Too many imports are not at their end: apply or remove some.");
    const id = newId();
    await jobs.insert({
      ...{ id, tenantId, createdAt: now, updatedAt: now, kind, isDryRun, actorId, clientId },
      ...{ status: "RECEIVING", step: "STAGE", correlationId: this.#correlationId, idempotencyKey: key },
    });
    return { id, isReplay: false };
  }

  /** Keeps the next part of a file. @throws AppError `VALIDATION_ERROR`, `RESOURCE_NOT_FOUND`, `CONFLICT` */
  async receive(input: unknown): Promise<void> {
    const { id, position, bytes: text } = parseInput(partInput, input, "");
    const bytes = Buffer.from(text, "base64");
    await this.#change(id, async (tx, job) => {
      if (job.status !== "RECEIVING" || position > job.parts) throw new AppError("CONFLICT");
      // A part whose answer was lost.
      if (position < job.parts) return;
      const now = this.#context.clock();
      const jobs = new ImportJobRepository(tx);
      await jobs.addPart({ tenantId: job.tenantId, importId: id, position, bytes, now });
      await jobs.update(job, { parts: position + 1, bytes: job.bytes + bytes.length, updatedAt: now });
    });
  }

  /**
   * Says that the whole file has come: from now on it is checked.
   * @throws AppError `VALIDATION_ERROR`, `RESOURCE_NOT_FOUND`, `CONFLICT` when it is not the file that was received
   */
  async complete(input: unknown): Promise<ImportJobRow> {
    const { id, sha256, parts } = parseInput(completeInput, input, "");
    return this.#change(id, async (tx, job, record) => {
      if (job.status !== "RECEIVING") {
        if (job.sha256 !== sha256) throw keyUsed();
        return job;
      }
      if (parts !== job.parts) throw new AppError("CONFLICT");
      const now = this.#context.clock();
      const change = { status: "CHECKING" as const, sha256, receivedAt: now, updatedAt: now };
      await new ImportJobRepository(tx).update(job, change);
      const { kind, isDryRun, bytes } = job;
      this.#note(record, job, { step: "RECEIVED", kind, isDryRun, bytes });
      return { ...job, ...change };
    });
  }

  /** @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, `RESOURCE_NOT_FOUND` */
  async find(input: unknown): Promise<ImportJobRow> {
    const { id } = parseInput(idInput, input, "");
    return this.#context.database.read((tx) => this.#mine(tx, id));
  }

  /** What is said of the rows after a line. @throws AppError as {@link find} */
  async report(input: unknown): Promise<ReportPage> {
    const { id, ...page } = parseInput(reportInput, input, "");
    return this.#context.database.read(async (tx) => {
      const job = await this.#mine(tx, id);
      const { tenantId } = job;
      return { job, rows: await new ImportRowRepository(tx).findPage({ tenantId, importId: id }, page) };
    });
  }

  /**
   * Applies what a dry run has found to be right, once it is found to be so again.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, `RESOURCE_NOT_FOUND`, `CONFLICT` when it cannot be applied
   */
  async apply(input: unknown): Promise<ImportJobRow> {
    const { id } = parseInput(idInput, input, "");
    return this.#change(id, async (tx, job, record) => {
      const { status, isDryRun } = job;
      const isOnItsWay = ["CHECKING", "APPLYING", "APPLIED"].includes(status) && !isDryRun;
      if (isOnItsWay) return job;
      if (status !== "CHECKED") throw new AppError("CONFLICT", "Only an import that was checked is applied.");
      if (faultyRows(job.counts) > 0)
        throw new AppError("CONFLICT", "Rows are not right, see the report: send the file again.");
      const change = {
        ...{ status: "CHECKING" as const, step: "LOOK" as const, isDryRun: false, rowsChecked: 0 },
        updatedAt: this.#context.clock(),
      };
      await new ImportJobRepository(tx).update(job, change);
      this.#note(record, job, { step: "APPLY_ASKED" });
      return { ...job, ...change };
    });
  }

  /**
   * Removes an import: what is staged, and its report. One that is being applied is broken off, and writes nothing; of one that was
   * applied, what it wrote stays.
   * @returns the import as it was last
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, `RESOURCE_NOT_FOUND`
   */
  async remove(input: unknown): Promise<ImportJobRow> {
    const { id } = parseInput(idInput, input, "");
    return this.#change(id, async (tx, job, record) => {
      await new ImportJobRepository(tx).remove(job, this.#context.clock());
      this.#note(record, job, { step: "REMOVED", status: job.status });
      return job;
    });
  }

  async #change<T>(
    id: string,
    work: (tx: Tx, job: ImportJobRow, record: ChangeRecord) => Promise<T>,
  ): Promise<T> {
    return this.#context.database.write(async (tx, record) => {
      const job = await this.#mine(tx, id, true);
      return work(tx, job, record);
    });
  }

  async #mine(tx: Tx, id: string, isForChange = false): Promise<ImportJobRow> {
    const { viewer, access } = this.#context;
    const { tenantId } = requireAccount(viewer);
    access.assertCan("import:write", importAttributes({ id, tenantId }));
    const jobs = new ImportJobRepository(tx);
    const job = await (isForChange ? jobs.findForChange({ tenantId, id }) : jobs.find({ tenantId, id }));
    if (job === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    return job;
  }

  #note(
    record: ChangeRecord,
    { id }: ImportJobRow,
    detail: Readonly<Record<string, string | number | boolean>>,
  ): void {
    record.audit({
      ...{ category: "CHANGE", action: "import:write", outcome: "SUCCESS" },
      ...{ entityType: "Import", entityId: id, detail },
    });
  }
}

function isAbandoned({ status, updatedAt }: ImportJobRow, now: Date): boolean {
  return status === "RECEIVING" && now.getTime() - updatedAt.getTime() > ABANDONED_MS;
}

function keyUsed(): AppError {
  return new AppError("CONFLICT", "The idempotency key was used with another input.");
}
