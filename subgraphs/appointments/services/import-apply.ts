import { Outbox } from "#shared/messaging/outbox.ts";
import {
  ImportApplyRepository,
  type AppointmentToAdd,
  type HoursOwner,
} from "../repositories/import-apply-repository.ts";
import { ImportJobRepository } from "../repositories/import-job-repository.ts";
import { ImportRowRepository } from "../repositories/import-row-repository.ts";
import { lockPractitioners } from "../repositories/practitioner-turns.ts";
import type { Progress } from "./import-progress.ts";
import type { ImportPortion } from "./import-work.ts";

const ROWS_AT_ONCE = 1_000;
const OWNERS_AT_ONCE = 200;
/** What every appointment begins with. */
const FIRST_VERSION = 1;

/** Raised to write nothing of an import that was removed meanwhile. */
class ImportGoneError extends Error {}

/**
 * Writes all that an import brings, with its events and its audit entries, in the transaction at hand. Most of it is in nobody's way. Only
 * at the end the turns of the practitioners are taken whose times change, and with them all that the appointments need, in one statement:
 * so for a short while nobody else books with them.
 * @throws DrizzleQueryError when a row cannot be written any more: then nothing is
 */
export async function applyImport(portion: ImportPortion, progress: Progress): Promise<void> {
  const { tx, job, now } = portion;
  const ref = { tenantId: job.tenantId, importId: job.id };
  const apply = new ImportApplyRepository(tx, ref);
  const writer = new Writer(portion, apply, progress);
  if (job.kind === "APPOINTMENTS") await writer.addAppointments();
  await new ImportRowRepository(tx).forgetReasons(ref);
  await lockPractitioners(tx, await apply.findPractitioners());
  await apply.releaseExpired(now);
  if (job.kind === "APPOINTMENTS") await writer.take();
  else await writer.replaceHours();
  await writer.noteEnd();
  const isStill = await new ImportJobRepository(tx).update(job, {
    ...{ status: "APPLIED", rowsApplied: progress.rows, endedAt: now, updatedAt: now },
  });
  if (!isStill) throw new ImportGoneError("The import was removed.");
}

class Writer {
  readonly #portion: ImportPortion;
  readonly #apply: ImportApplyRepository;
  readonly #progress: Progress;

  constructor(portion: ImportPortion, apply: ImportApplyRepository, progress: Progress) {
    this.#portion = portion;
    this.#apply = apply;
    this.#progress = progress;
  }

  /** All of them, without what they take. */
  async addAppointments(): Promise<void> {
    const { now } = this.#portion;
    let afterLine = 0;
    for (;;) {
      await this.#assertStill();
      const rows = await this.#apply.findAppointments({ afterLine, limit: ROWS_AT_ONCE });
      const last = rows.at(-1);
      if (last === undefined) return;
      await this.#apply.addAppointments(rows, now);
      await this.#tellOf(rows);
      this.#progress.rows += rows.length;
      afterLine = last.line;
    }
  }

  /** What they take that are to come. */
  async take(): Promise<void> {
    await this.#assertStill();
    await this.#apply.take(this.#portion.now);
  }

  async replaceHours(): Promise<void> {
    let after: HoursOwner | null = null;
    for (;;) {
      await this.#assertStill();
      const owners: HoursOwner[] = await this.#apply.findHoursOwners(after, OWNERS_AT_ONCE);
      after = owners.at(-1) ?? null;
      if (after === null) return;
      await this.#apply.replaceHours(owners, this.#portion.now);
      const outbox = this.#newOutbox();
      for (const { clinicId, practitionerId, hours } of owners) {
        this.#note(outbox, {
          ...{ action: "working-hours:set", entityType: "Clinic", entityId: clinicId },
          detail: { practitionerId, hours },
        });
        this.#progress.rows += hours;
      }
      await outbox.flush(this.#portion.tx);
    }
  }

  async noteEnd(): Promise<void> {
    const { job, tx } = this.#portion;
    const outbox = this.#newOutbox();
    this.#note(outbox, {
      ...{ action: "import:write", entityType: "Import", entityId: job.id },
      detail: { step: "APPLIED", rows: job.rowsRead, applied: this.#progress.rows },
    });
    await outbox.flush(tx);
  }

  /** What is to come is told of as any booking is; of what is over nobody has to hear. Both are on record. */
  async #tellOf(rows: readonly AppointmentToAdd[]): Promise<void> {
    const outbox = this.#newOutbox();
    for (const { id, patientId, practitionerId, clinicId, startsAt, endsAt, isLive } of rows) {
      const version = FIRST_VERSION;
      if (isLive)
        outbox.event("appointment.booked.v1", id, {
          ...{ appointmentId: id, patientId, practitionerId, clinicId, version },
          ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
        });
      this.#note(outbox, {
        ...{ action: "import:write", patientId, entityType: "Appointment", entityId: id },
        detail: { version },
      });
    }
    await outbox.flush(this.#portion.tx);
  }

  #note(
    outbox: Outbox,
    entry: Omit<Parameters<ImportPortion["entries"]["make"]>[0], "category" | "outcome">,
  ): void {
    const { entries, job } = this.#portion;
    const detail = { ...entry.detail, importId: job.id };
    outbox.audit(entries.make({ ...entry, category: "CHANGE", outcome: "SUCCESS", detail }));
  }

  #newOutbox(): Outbox {
    const { job, tables } = this.#portion;
    return new Outbox(job.tenantId, tables);
  }

  /** @throws ImportGoneError */
  async #assertStill(): Promise<void> {
    if (!(await this.#apply.isApplying())) throw new ImportGoneError("The import was removed.");
  }
}
