import type { Manifest } from "./manifest.ts";

/** Texts of the documents that clients may run by id. */
export class TrustedDocuments {
  readonly #texts = new Map<string, Map<string, string>>();

  /** @param manifests several of one client add up: its versions are in use side by side */
  constructor(manifests: readonly Manifest[]) {
    for (const { client, documents } of manifests) {
      const own = this.#texts.get(client) ?? new Map<string, string>();
      for (const [id, text] of Object.entries(documents)) own.set(id, text);
      this.#texts.set(client, own);
    }
  }

  /** The text that `client` may run under this id; another client's id is as unknown as any. */
  find(client: string, id: string): string | undefined {
    return this.#texts.get(client)?.get(id);
  }

  /** Every text once. */
  texts(): ReadonlySet<string> {
    return new Set([...this.#texts.values()].flatMap((own) => [...own.values()]));
  }
}
