import { brokenConsumers, type BrokenConsumer } from "#schema/consumer-contracts.ts";
import type { Contract, LiveDocument } from "./contract.ts";
import { keyOf } from "./document-changes.ts";
import { nameOf, type Finding } from "./finding.ts";

/**
 * What routers of the state before send to a subgraph and the subgraph does not understand any more. While versions are
 * replaced one after the other, that is what it gets. Of documents that run; of others it is told that they do not. Approved
 * where the recorded contract of now needs it no longer.
 */
export function consumerChanges(
  before: Contract,
  now: Contract,
  running: readonly LiveDocument[],
): readonly Finding[] {
  const wanted = new Set(running.map(keyOf));
  return [...before.consumers].flatMap(([subgraph, contract]) => {
    const sdl = now.subgraphs.get(subgraph);
    if (sdl === undefined) return [];
    const committed = now.consumers.get(subgraph) ?? [];
    const stillBroken = new Set(brokenConsumers(sdl, committed).map(keyOfConsumer));
    const own = contract.filter((consumer) => wanted.has(keyOfConsumer(consumer)));
    return brokenConsumers(sdl, own).map((broken) => {
      const { client, version, name, problems } = broken;
      const consumer = { client, version, name };
      const isApproved = !stillBroken.has(keyOfConsumer(broken));
      return {
        part: "consumer" as const,
        verdict: isApproved ? ("approved" as const) : ("unapproved" as const),
        change: `${subgraph} does not understand what it is sent for ${nameOf(consumer)}: ${problems.join(" ")}`,
        consumers: [consumer],
      };
    });
  });
}

function keyOfConsumer({ document, ...consumer }: Omit<BrokenConsumer, "problems">): string {
  return keyOf({ ...consumer, id: document });
}
