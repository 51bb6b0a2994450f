import { PLATFORM_TENANT_ID, type Viewer } from "#shared/auth/viewer.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import type { Clock } from "#shared/time/clock.ts";

/** How often one kind of caller of a tenant has run a document. */
export interface DocumentUsage {
  readonly client: string;
  readonly documentId: string;
  /** The platform's own for who is not signed in. */
  readonly tenantId: string;
  readonly callerKind: "ANONYMOUS" | "ACCOUNT" | "CLIENT";
  readonly uses: number;
  readonly firstUsedAt: Date;
  readonly lastUsedAt: Date;
}

/** What one kind of caller has run since counts were last written. */
type CountedUsage = DocumentUsage & { uses: number; lastUsedAt: Date };

/** Where usage is kept. */
export interface UsageStore {
  /** Adds to what is there, all or nothing. */
  readonly add: (usages: readonly DocumentUsage[]) => Promise<void>;
}

/** One run of a document. */
export interface DocumentRun {
  readonly client: string;
  readonly documentId: string;
  readonly viewer: Viewer;
}

const WRITE_EVERY_MS = 5_000;

/**
 * Counts runs in memory and writes them every few seconds, so that no request waits for it; what a process has counted since
 * is lost when it is killed. Who ran it is the tenant and the kind of caller, never the person.
 */
export class UsageRecorder {
  readonly #store: UsageStore;
  readonly #clock: Clock;
  readonly #loop: WorkLoop;
  #counted = new Map<string, CountedUsage>();

  constructor(options: { readonly store: UsageStore; readonly clock: Clock; readonly logger: Logger }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#loop = new WorkLoop({
      name: "usage of documents",
      idleMs: WRITE_EVERY_MS,
      logger: options.logger,
      step: async () => {
        await this.write();
        return false;
      },
    });
  }

  /** Counts one run. */
  note({ client, documentId, viewer: { kind, tenantId } }: DocumentRun): void {
    // Our own processes do not come by this door.
    const callerKind = kind === "SYSTEM" ? "ANONYMOUS" : kind;
    const caller = { client, documentId, tenantId: tenantId ?? PLATFORM_TENANT_ID, callerKind } as const;
    const now = this.#clock();
    const counted = this.#counted.get(callerKey(caller));
    if (counted === undefined) this.#add({ ...caller, uses: 1, firstUsedAt: now, lastUsedAt: now });
    else {
      // In place: this is done for each request.
      counted.uses += 1;
      if (now > counted.lastUsedAt) counted.lastUsedAt = now;
    }
  }

  start(): void {
    this.#loop.start();
  }

  /** Writes what was counted, if the store takes it. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.write().catch(() => undefined);
  }

  /** Writes what was counted until now. @throws whatever the store throws, and keeps the counts for the next time */
  async write(): Promise<void> {
    const counted = this.#counted;
    if (counted.size === 0) return;
    this.#counted = new Map();
    try {
      await this.#store.add([...counted.values()]);
    } catch (error) {
      for (const usage of counted.values()) this.#add(usage);
      throw error;
    }
  }

  #add(usage: DocumentUsage): void {
    const name = callerKey(usage);
    const before = this.#counted.get(name);
    this.#counted.set(name, before === undefined ? { ...usage } : together(before, usage));
  }
}

/** Names one kind of caller of a document. */
export function callerKey({
  client,
  documentId,
  tenantId,
  callerKind,
}: Pick<DocumentUsage, "client" | "documentId" | "tenantId" | "callerKind">): string {
  return `${client} ${documentId} ${tenantId} ${callerKind}`;
}

function together(one: DocumentUsage, other: DocumentUsage): DocumentUsage {
  const [firstUsedAt = one.firstUsedAt] = [one.firstUsedAt, other.firstUsedAt].sort(inTime);
  const [, lastUsedAt = one.lastUsedAt] = [one.lastUsedAt, other.lastUsedAt].sort(inTime);
  return { ...one, uses: one.uses + other.uses, firstUsedAt, lastUsedAt };
}

function inTime(one: Date, other: Date): number {
  return one.getTime() - other.getTime();
}
