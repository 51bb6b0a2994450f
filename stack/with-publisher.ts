import { fileURLToPath } from "node:url";
import { GraphQLError } from "graphql";
import { describeFailure } from "#shared/process/describe-failure.ts";
import { systemClock } from "#shared/time/clock.ts";
import { readManifests } from "../router/documents/manifest.ts";
import type { Trust } from "../router/documents/publishing/known-documents.ts";
import { PublishingError } from "../router/documents/publishing/publishing-error.ts";
import { Publisher } from "../router/documents/publishing/publisher.ts";
import type { StackConfig } from "./config.ts";
import { withStackDatabase } from "./open-database.ts";
import { documentSigningKeyOf, publishersSoFar } from "./secrets.ts";

/** Publishes to the configured deployment with the configured key. @param command for Postgres, and what is said of a missing key */
export async function withPublisher<T>(
  config: StackConfig,
  command: string,
  work: (publisher: Publisher) => Promise<T>,
): Promise<T> {
  const publisher = await documentSigningKeyOf(config, command);
  const trust = await trustOf(config);
  return withStackDatabase(
    config,
    { context: "platform", name: command.replace(":", "-") },
    async (database) => work(new Publisher({ database, clock: systemClock, publisher, ...trust })),
  );
}

/** What the routers of the configured deployment trust. */
export async function trustOf(config: StackConfig): Promise<Trust> {
  const directory = fileURLToPath(new URL("../schema/operations", import.meta.url));
  const [publishers, manifests] = await Promise.all([publishersSoFar(config), readManifests(directory)]);
  return { publishers, manifests, audience: config.auth.issuer };
}

/** Why documents were not published or retired: what is wrong with them in a sentence, and where. */
export function describePublishingFailure(error: unknown): string {
  if (error instanceof GraphQLError) return error.toString();
  return error instanceof PublishingError ? error.message : describeFailure(error);
}
