import type { Core } from "../pinning.ts";

/** What every gateway is given. */
export interface GatewaySetting {
  /** The composed supergraph, with the addresses of the subgraphs in it. */
  readonly supergraphFile: string;
  /** Addresses without path, by name of the service: the four subgraphs and `auth`. */
  readonly serviceUrls: Readonly<Record<string, string>>;
  readonly core: Core;
  /** Options of Node itself, for profiling. */
  readonly nodeOptions: readonly string[];
}

/** A gateway that listens. */
export interface RunningGateway {
  /** Its GraphQL endpoint. */
  readonly url: string;
  readonly pid: number;
  /** What a request needs beside its body, e.g. a session cookie. */
  readonly headers: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** One gateway to measure. To add another, write one of these and list it in `gateways.ts`. */
export interface GatewayAdapter {
  readonly name: string;
  readonly start: (setting: GatewaySetting) => Promise<RunningGateway>;
}
