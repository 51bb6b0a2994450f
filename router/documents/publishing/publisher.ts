import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/platform/schema.ts";
import { AuditEntryFactory } from "#shared/audit/access-audit.ts";
import { assertCan } from "#shared/auth/decide.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import { publicKeyOf, type NamedKey } from "#shared/crypto/named-key.ts";
import type { Database, Tx } from "#shared/db/database.ts";
import { SystemScope } from "#shared/db/system-scope.ts";
import { Outbox } from "#shared/messaging/outbox.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { ClientKind } from "../manifest.ts";
import type { TrustedDocuments } from "../trusted-documents.ts";
import { readKnownDocuments, type Trust } from "./known-documents.ts";
import { PublicationRepository } from "./publication-repository.ts";
import { signPublication, type Publication } from "./publication.ts";
import { PublishingError } from "./publishing-error.ts";
import type { NamedOperation } from "./read-operations.ts";

/** What {@link Publisher} needs. */
export interface PublisherOptions extends Trust {
  /** Opened under the login role `platform_app`. */
  readonly database: Database;
  readonly clock: Clock;
  /** Private key of who publishes. */
  readonly publisher: NamedKey;
}

/** What was published: `sequence` is null when there was nothing new. */
export interface Published {
  readonly sequence: number | null;
  /** What was published, or is to end. */
  readonly ids: readonly string[];
}

interface Change {
  readonly kind: ClientKind;
  readonly documents: Readonly<Record<string, string>>;
  readonly retirements: Readonly<Record<string, string>>;
}

/** Publishes and retires documents, while routers run: each change is signed, and put on record in the platform's log. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #scope: SystemScope;

  /** @throws PublishingError when routers do not know the publisher's key: they would not trust what it signs */
  constructor(options: PublisherOptions) {
    const { publisher, publishers } = options;
    const own = publicKeyOf(publisher);
    const isKnown = publishers.some(({ name, key }) => name === own.name && key.equals(own.key));
    if (!isKnown)
      throw new PublishingError(`The key "${publisher.name}" is none of those that routers trust.`);
    this.#options = options;
    this.#scope = new SystemScope(options.database, "platform");
  }

  /**
   * Lets `client` run operations from now on.
   * @param newKind given for one that has no documents yet, which otherwise is taken for a mistyped name
   * @throws PublishingError when the client is not known, or known though it is said to be new
   */
  publish(client: string, operations: readonly NamedOperation[], newKind?: ClientKind): Promise<Published> {
    const isNew = newKind !== undefined;
    return this.#change(client, "document:publish", ({ documents, now }) => {
      if (documents.has(client) === isNew)
        throw new PublishingError(
          isNew
            ? `"${client}" has documents already.`
            : `"${client}" has no documents yet: is the name right?`,
        );
      const added = operations.filter(({ id }) => documents.find(client, id, now)?.retirement !== null);
      return {
        kind: newKind ?? documents.kindOf(client),
        documents: Object.fromEntries(added.map(({ id, text }) => [id, text])),
        retirements: {},
      };
    });
  }

  /**
   * Ends documents of `client` at a moment, which may be later or now.
   * @throws PublishingError naming the first id that the client cannot run
   */
  retire(client: string, ids: readonly string[], retiresAt: Date): Promise<Published> {
    return this.#change(client, "document:retire", ({ documents, now }) => {
      const unknown = ids.find((id) => documents.find(client, id, now) === undefined);
      if (unknown !== undefined) throw new PublishingError(`"${client}" cannot run ${unknown}.`);
      return {
        kind: documents.kindOf(client),
        documents: {},
        retirements: Object.fromEntries(ids.map((id) => [id, retiresAt.toISOString()])),
      };
    });
  }

  async #change(
    client: string,
    action: "document:publish" | "document:retire",
    decide: (known: { readonly documents: TrustedDocuments; readonly now: Date }) => Change,
  ): Promise<Published> {
    const { clock, publisher, audience } = this.#options;
    const operator = systemViewer("document-publication", PLATFORM_TENANT_ID);
    assertCan(action, operator, { type: "TrustedDocument", id: null, tenantId: PLATFORM_TENANT_ID });
    return this.#scope.run(async (tx) => {
      const repository = new PublicationRepository(tx);
      await repository.lock();
      const { log, documents } = await readKnownDocuments(repository, this.#options);
      const now = clock();
      const change = decide({ documents, now });
      const ids = Object.keys({ ...change.documents, ...change.retirements });
      if (ids.length === 0) return { sequence: null, ids: [] };
      const end = log.end(client);
      const sequence = end.sequence + 1;
      const publication = {
        ...{ audience, client, sequence, previous: end.hash, publishedAt: now.toISOString() },
        ...change,
      };
      await repository.append(client, await signPublication(publication, publisher));
      const entries = new AuditEntryFactory(operator, "platform", clock);
      await putOnRecord(tx, entries, { action, publication, publisher: publisher.name });
      return { sequence, ids };
    });
  }
}

/** One entry for each document. */
async function putOnRecord(
  tx: Tx,
  entries: AuditEntryFactory,
  change: { readonly action: string; readonly publication: Publication; readonly publisher: string },
): Promise<void> {
  const { action, publisher, publication } = change;
  const { client, sequence, documents, retirements } = publication;
  const messages = new Outbox(PLATFORM_TENANT_ID, { inbox, outbox, outboxSequence, parkedMessage });
  for (const documentId of Object.keys({ ...documents, ...retirements })) {
    const { [documentId]: retiresAt = null } = retirements;
    const detail = { client, documentId, sequence, publisher, retiresAt };
    messages.audit(
      entries.make({
        ...{ category: "CHANGE", action, outcome: "SUCCESS", entityType: "TrustedDocument" },
        detail,
      }),
    );
  }
  await messages.flush(tx);
}
