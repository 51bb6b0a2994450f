import { z } from "zod";
import type { Sealer } from "#shared/crypto/seal.ts";
import type { ExplorerOperation } from "../explorer-api.ts";

const operationSchema = z.object({
  query: z.string(),
  operationName: z.string().optional(),
  variables: z.record(z.string(), z.unknown()).optional(),
});

/** Seals what exports have of persons, each for its place in one export: nothing can be moved to another. */
export class ExportSeals {
  readonly #sealer: Sealer;

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  sealRequest(id: string, operation: ExplorerOperation): string {
    return this.#sealer.seal(JSON.stringify(operation), requestPurpose(id));
  }

  openRequest({ id, request }: { readonly id: string; readonly request: string }): ExplorerOperation {
    return operationSchema.parse(JSON.parse(this.#sealer.open(request, requestPurpose(id))));
  }

  sealCursor(id: string, cursor: string): string {
    return this.#sealer.seal(cursor, cursorPurpose(id));
  }

  openCursor(id: string, sealed: string): string {
    return this.#sealer.open(sealed, cursorPurpose(id));
  }

  sealPart(id: string, number: number, text: string): string {
    return this.#sealer.seal(text, partPurpose(id, number));
  }

  openPart(id: string, number: number, sealed: string): string {
    return this.#sealer.open(sealed, partPurpose(id, number));
  }
}

function requestPurpose(id: string): string {
  return `export-request:${id}`;
}

function cursorPurpose(id: string): string {
  return `export-cursor:${id}`;
}

function partPurpose(id: string, number: number): string {
  return `export-part:${id}:${number}`;
}
