/** A router that listens. */
export interface RunningRouter {
  /** Its address, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Where its metrics are; undefined when it serves none. */
  readonly metricsUrl?: string | undefined;
  /** Finishes requests under way, then lets go of everything. */
  readonly stop: () => Promise<void>;
}
