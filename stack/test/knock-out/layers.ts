import type { KnockOut } from "#shared/auth/knock-out.ts";

/** The four enforcers of the policy, in the order in which a request meets them. */
export const LAYERS = ["router", "shield", "service", "row-level security"] as const;

/** One of {@link LAYERS}. */
export type Layer = (typeof LAYERS)[number];

/** What is not enforced. */
export interface Gaps {
  /** Layers that let everything pass. */
  readonly off: readonly Layer[];
  /** What single layers let pass beside. */
  readonly holes?: KnockOut;
}

/** All layers stand. */
export const NO_GAPS: Gaps = { off: [] };

/** All layers but one are off. */
export function onlyWith(layer: Layer, holes: KnockOut = {}): Gaps {
  return { off: LAYERS.filter((other) => other !== layer), holes };
}

/** What the stack of a test consults at each judgement, so that one stack serves for every combination. */
export class LayerSwitches {
  #gaps: Gaps = NO_GAPS;

  /** For the composition root of the stack. */
  readonly knockOut: KnockOut = {
    router: (coordinate) => this.isOff("router") || this.#gaps.holes?.router?.(coordinate) === true,
    shield: (coordinate) => this.isOff("shield") || this.#gaps.holes?.shield?.(coordinate) === true,
    service: (action) => this.isOff("service") || this.#gaps.holes?.service?.(action) === true,
  };

  isOff(layer: Layer): boolean {
    return this.#gaps.off.includes(layer);
  }

  /** From now on; requests under way may see both. */
  set(gaps: Gaps): void {
    this.#gaps = gaps;
  }
}
