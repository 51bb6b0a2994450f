import type { Logger } from "#shared/logging/logger.ts";
import type { Engine } from "../execution/engine.ts";
import { documentIdOf } from "./manifest.ts";

/** Makes an engine ready for all documents; one that does not fit the supergraph is logged, and refused when it comes. */
export async function rehearseAll(
  engine: Pick<Engine, "rehearse">,
  texts: ReadonlySet<string>,
  logger: Logger,
): Promise<void> {
  const startedAt = performance.now();
  for (const text of texts) {
    try {
      await engine.rehearse(text);
    } catch (error) {
      logger.error(
        { err: error, documentId: documentIdOf(text) },
        "a trusted document does not fit the supergraph",
      );
    }
  }
  const durationMs = Math.round(performance.now() - startedAt);
  logger.info({ documents: texts.size, durationMs }, "trusted documents are planned");
}
