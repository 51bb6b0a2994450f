import type { RequestAccess } from "#shared/auth/request-access.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { GraphqlContext } from "#shared/graphql/graphql-route.ts";
import {
  createRequestContext,
  type RequestContext,
  type RequestContextOptions,
} from "#shared/graphql/request-context.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import type { OpenSessionStore } from "./repositories/session-store.ts";
import { Journal } from "./services/journal.ts";
import { SessionService } from "./services/session-service.ts";
import { SignUpService } from "./services/sign-up-service.ts";
import { ViewerService } from "./services/viewer-service.ts";

/** What a request needs that outlives it. */
export interface ContextOptions extends RequestContextOptions {
  readonly scope: SystemScope;
  readonly openSessions: OpenSessionStore;
}

/** What depends on who the request speaks for. */
interface Speaker {
  readonly access: RequestAccess;
  readonly loaders: Loaders;
  readonly viewers: ViewerService;
}

/**
 * What resolvers of this subgraph get. A request that signs in speaks for nobody before and for the account after, so
 * everything that depends on who speaks can change once: by {@link Context.continueAs}. Apollo Server hands resolvers
 * a copy of the context, so what changes is kept in objects that both share, and not in private `#` members.
 */
export class Context implements GraphqlContext {
  readonly setCookies: string[] = [];
  readonly signUps: SignUpService;
  readonly sessions: SessionService;
  private readonly call: ServiceCall;
  private readonly options: ContextOptions;
  private readonly requests: RequestContext[] = [];
  private readonly now: { speaker: Speaker };

  constructor(call: ServiceCall, options: ContextOptions) {
    const { scope, openSessions, clock, tables } = options;
    const request = createRequestContext(call, options);
    const journal = new Journal(request.entries, tables);
    const { setCookies } = this;
    this.call = call;
    this.options = options;
    this.requests.push(request);
    this.now = { speaker: createSpeaker(request) };
    this.signUps = new SignUpService({ scope, journal, clock });
    this.sessions = new SessionService({ viewer: call.viewer, scope, openSessions, journal, setCookies });
  }

  /** Decides what may be read. */
  get access(): RequestAccess {
    return this.now.speaker.access;
  }

  get loaders(): Loaders {
    return this.now.speaker.loaders;
  }

  get viewers(): ViewerService {
    return this.now.speaker.viewers;
  }

  /** Makes the rest of the request speak for the account that has just signed in. */
  continueAs(viewer: Viewer): void {
    const request = createRequestContext({ ...this.call, viewer }, this.options);
    this.requests.push(request);
    this.now.speaker = createSpeaker(request);
  }

  async finish(): Promise<void> {
    for (const request of this.requests) await request.finish();
  }
}

function createSpeaker(request: RequestContext): Speaker {
  return { access: request.access, loaders: createLoaders(request), viewers: new ViewerService(request) };
}
