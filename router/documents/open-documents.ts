import type { NamedKey } from "#shared/crypto/named-key.ts";
import type { HealthCheck } from "#shared/http/health.ts";
import type { Logger } from "#shared/logging/logger.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { Engine } from "../execution/engine.ts";
import type { Platform } from "../platform.ts";
import { DocumentLookup } from "./document-lookup.ts";
import { createDocumentResolver, type AdhocProfile, type DocumentResolver } from "./document-resolver.ts";
import { PublicationFeed } from "./publishing/publication-feed.ts";
import { createPublicationReader } from "./publishing/publication.ts";
import { rehearseAll } from "./rehearse-all.ts";
import type { TrustedDocuments } from "./trusted-documents.ts";
import { UsageRecorder } from "./usage/usage-recorder.ts";

/** What {@link openDocuments} needs. */
export interface OpenDocumentsOptions {
  /** What is registered from the start; what is published is added. */
  readonly documents: TrustedDocuments;
  readonly adhoc: AdhocProfile;
  /** Undefined: nothing is published while the router runs, and no usage is kept. */
  readonly platform?: Pick<Platform, "publications" | "usage"> | undefined;
  readonly publishers: readonly NamedKey[];
  /** Deployment that publications must be for. */
  readonly audience: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Runs work with the engine in use, which is not replaced meanwhile. */
type UseEngine = (work: (engine: Engine) => Promise<void>) => Promise<void>;

/** The documents of a router. */
export interface OpenDocuments {
  readonly resolve: DocumentResolver;
  readonly readiness: Readonly<Record<string, HealthCheck>>;
  /** Makes an engine ready for every document that may be run now. */
  rehearse(engine: Pick<Engine, "rehearse">): Promise<void>;
  /** Takes in what was published, plans included, and from then on what is. */
  follow(useEngine: UseEngine): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the documents of a router: those of its manifests, and those of the platform. */
export function openDocuments(options: OpenDocumentsOptions): OpenDocuments {
  const { documents, adhoc, platform, clock, logger } = options;
  const texts = (): ReadonlySet<string> => documents.texts(clock());
  if (adhoc === "permitted" && platform === undefined && texts().size === 0)
    logger.warn("no document is registered, and texts are for few: most clients are refused");
  if (platform === undefined) {
    const lookup = new DocumentLookup({ documents, feed: null, clock });
    return {
      resolve: createDocumentResolver({ lookup, adhoc, usage: { note: () => undefined } }),
      readiness: {},
      rehearse: (engine) => rehearseAll(engine, texts(), logger),
      follow: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    };
  }

  let useEngine: UseEngine = () => Promise.reject(new Error("There is no engine yet."));
  const feed = new PublicationFeed({
    source: platform.publications,
    read: createPublicationReader(options.publishers, options.audience),
    logger,
    onPublication: (publication) =>
      useEngine(async (engine) => {
        await rehearseAll(engine, new Set(Object.values(publication.documents)), logger);
        documents.add(publication);
        lookup.forgetMisses();
      }),
  });
  const lookup = new DocumentLookup({ documents, feed, clock });
  const usage = new UsageRecorder({ store: platform.usage, clock, logger });
  return {
    resolve: createDocumentResolver({ lookup, adhoc, usage }),
    readiness: {
      "published documents": () =>
        feed.isComplete ? Promise.resolve() : Promise.reject(new Error("They could not be read yet.")),
    },
    rehearse: (engine) => rehearseAll(engine, texts(), logger),
    follow: async (use) => {
      useEngine = use;
      usage.start();
      await feed.start();
    },
    stop: async () => {
      await feed.stop();
      await usage.stop();
    },
  };
}
