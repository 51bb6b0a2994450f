import type { RequestAccess } from "#shared/auth/request-access.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Sealer } from "#shared/crypto/seal.ts";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { AccessDecisions } from "#shared/access-decisions/access-decisions.ts";
import type { GraphqlContext } from "#shared/graphql/graphql-route.ts";
import {
  createRequestContext,
  type RequestContext,
  type RequestContextOptions,
} from "#shared/graphql/request-context.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { actorOf } from "./domain/account-viewer.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import type { OpenSessionStore } from "./repositories/session-store.ts";
import type { AttemptLimits } from "./services/attempt-limits.ts";
import { AccountService } from "./services/account-service.ts";
import { AppService } from "./services/app-service.ts";
import { BreakGlassReportService } from "./services/break-glass-report-service.ts";
import { BreakGlassService } from "./services/break-glass-service.ts";
import { ClientService } from "./services/client-service.ts";
import { FactorCodes } from "./services/factor-codes.ts";
import { EmailVerificationService } from "./services/email-verification-service.ts";
import { ImpersonationService } from "./services/impersonation-service.ts";
import { createEndFamily } from "./services/end-family.ts";
import { Journal } from "./services/journal.ts";
import { SecondFactorService } from "./services/second-factor-service.ts";
import { SecondStepService } from "./services/second-step-service.ts";
import { SessionRenewal } from "./services/session-renewal.ts";
import { PasskeyAssertions } from "./services/passkey-assertions.ts";
import type { LoadCeremonies } from "./services/load-ceremonies.ts";
import { PasskeyRegistrationService } from "./services/passkey-registration-service.ts";
import { PasskeyService } from "./services/passkey-service.ts";
import { PasskeySignInService } from "./services/passkey-sign-in-service.ts";
import { PasswordService } from "./services/password-service.ts";
import { SessionService } from "./services/session-service.ts";
import type { SessionVerificationService } from "./services/session-verification-service.ts";
import { SignUpService } from "./services/sign-up-service.ts";
import { SoleAttempt } from "./services/sole-attempt.ts";
import { StepUpService } from "./services/step-up-service.ts";
import { TotpEnrolmentService } from "./services/totp-enrolment-service.ts";
import { ViewerService } from "./services/viewer-service.ts";

/** What a request needs that outlives it. */
export interface ContextOptions extends RequestContextOptions {
  readonly scope: SystemScope;
  readonly openSessions: OpenSessionStore;
  readonly limits: AttemptLimits;
  /** Seals the secrets of authenticator apps. */
  readonly sealer: Sealer;
  readonly sessionAnswers: Pick<SessionVerificationService, "forgetEnded">;
  readonly loadCeremonies: LoadCeremonies;
}

/** What depends on who the request speaks for. */
interface Speaker {
  readonly request: RequestContext;
  readonly loaders: Loaders;
  readonly viewers: ViewerService;
  readonly signUps: SignUpService;
  readonly sessions: SessionService;
  readonly secondSteps: SecondStepService;
  readonly enrolments: TotpEnrolmentService;
  readonly secondFactors: SecondFactorService;
  readonly stepUps: StepUpService;
  readonly passkeys: PasskeyService;
  readonly passkeyRegistrations: PasskeyRegistrationService;
  readonly passkeySignIns: PasskeySignInService;
  readonly clients: ClientService;
  readonly accounts: AccountService;
  readonly impersonations: ImpersonationService;
  readonly apps: AppService;
  readonly passwords: PasswordService;
  readonly verifications: EmailVerificationService;
  readonly breakGlass: BreakGlassService;
  readonly breakGlassReport: BreakGlassReportService;
  readonly accessDecisions: AccessDecisions;
}

/**
 * What resolvers of this subgraph get. A request that signs in speaks for nobody before and for the account after, so
 * everything that depends on who speaks can change once: by {@link Context.continueAs}. Apollo Server hands resolvers
 * a copy of the context, so what changes is kept in objects that both share, and not in private `#` members.
 *
 * A request holds one connection at a time: before anything runs under `SystemScope` the read that is open is closed.
 */
export class Context implements GraphqlContext {
  readonly setCookies: string[] = [];
  readonly replayed = new Set<string>();
  private readonly call: ServiceCall;
  private readonly options: ContextOptions;
  private readonly attempt = new SoleAttempt();
  private readonly now: { speaker: Speaker; mayHaveEndedSessions: boolean };

  constructor(call: ServiceCall, options: ContextOptions) {
    this.call = call;
    this.options = options;
    this.now = { speaker: this.createSpeaker(call.viewer), mayHaveEndedSessions: false };
  }

  /** Decides what may be read. */
  get access(): RequestAccess {
    return this.now.speaker.request.access;
  }

  get loaders(): Loaders {
    return this.now.speaker.loaders;
  }

  get viewers(): ViewerService {
    return this.now.speaker.viewers;
  }

  get signUps(): SignUpService {
    return this.now.speaker.signUps;
  }

  get sessions(): SessionService {
    return this.now.speaker.sessions;
  }

  get secondSteps(): SecondStepService {
    return this.now.speaker.secondSteps;
  }

  get enrolments(): TotpEnrolmentService {
    return this.now.speaker.enrolments;
  }

  get secondFactors(): SecondFactorService {
    return this.now.speaker.secondFactors;
  }

  get stepUps(): StepUpService {
    return this.now.speaker.stepUps;
  }

  get passkeys(): PasskeyService {
    return this.now.speaker.passkeys;
  }

  get passkeyRegistrations(): PasskeyRegistrationService {
    return this.now.speaker.passkeyRegistrations;
  }

  get passkeySignIns(): PasskeySignInService {
    return this.now.speaker.passkeySignIns;
  }

  get clients(): ClientService {
    return this.now.speaker.clients;
  }

  get accounts(): AccountService {
    return this.now.speaker.accounts;
  }

  get impersonations(): ImpersonationService {
    return this.now.speaker.impersonations;
  }

  get apps(): AppService {
    return this.now.speaker.apps;
  }

  get passwords(): PasswordService {
    return this.now.speaker.passwords;
  }

  get verifications(): EmailVerificationService {
    return this.now.speaker.verifications;
  }

  get breakGlass(): BreakGlassService {
    return this.now.speaker.breakGlass;
  }

  get breakGlassReport(): BreakGlassReportService {
    return this.now.speaker.breakGlassReport;
  }

  get accessDecisions(): AccessDecisions {
    return this.now.speaker.accessDecisions;
  }

  /** Makes the rest of the request speak for who has just signed in, or may do something else now; nothing stays open of before. */
  async continueAs(viewer: Viewer): Promise<void> {
    await this.now.speaker.request.finish();
    this.now.speaker = this.createSpeaker(viewer);
  }

  async finish(): Promise<void> {
    const { now, options } = this;
    try {
      await now.speaker.request.finish();
    } finally {
      // All is committed, and whoever keeps answers about sessions is to know before this one is given.
      if (now.mayHaveEndedSessions) await options.sessionAnswers.forgetEnded();
    }
  }

  private createSpeaker(viewer: Viewer): Speaker {
    const { options, setCookies, replayed, attempt } = this;
    const { openSessions, clock, tables, limits, sealer, loadCeremonies } = options;
    const { clientAddress } = this.call;
    const request = { ...createRequestContext({ ...this.call, viewer }, options), replayed };
    const journal = new Journal(request.entries, tables);
    const scope = {
      run: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
        await request.database.closeRead();
        this.now.mayHaveEndedSessions = true;
        return options.scope.run(work);
      },
    };
    const loaders = createLoaders(request);
    const codes = new FactorCodes({ sealer, clock });
    const passkeys = new PasskeyAssertions({ loadCeremonies, clock });
    const renewal = new SessionRenewal({ openSessions, journal, clock, setCookies });
    const guessable = { clientAddress, limits, attempt };
    const sessionParts = { viewer, scope, openSessions, journal, setCookies, clock, renewal };
    return {
      request,
      loaders,
      viewers: new ViewerService(request),
      signUps: new SignUpService({ scope, journal, clock, attempt }),
      sessions: new SessionService({ ...sessionParts, ...guessable, request }),
      secondSteps: new SecondStepService({ ...sessionParts, codes, passkeys, attempt }),
      enrolments: new TotpEnrolmentService({ ...sessionParts, sealer }),
      secondFactors: new SecondFactorService({ request, scope, openSessions, journal }),
      stepUps: new StepUpService({ request, scope, codes, passkeys, renewal, journal }),
      passkeys: new PasskeyService({ request, scope, openSessions, journal }),
      passkeyRegistrations: new PasskeyRegistrationService({ ...sessionParts, loadCeremonies }),
      passkeySignIns: new PasskeySignInService({ ...sessionParts, ...guessable, passkeys }),
      passwords: new PasswordService({ ...sessionParts, ...guessable, request }),
      verifications: new EmailVerificationService({ request, scope, journal }),
      clients: new ClientService({ request, scope, journal }),
      impersonations: new ImpersonationService({ request, scope, openSessions, journal, setCookies }),
      accessDecisions: new AccessDecisions(request.access, async (id) => {
        const account = await loaders.accounts.load(id);
        return account === null ? null : actorOf(account);
      }),
      accounts: new AccountService({ request, loaders, scope, openSessions, journal, setCookies }),
      apps: new AppService({ request, scope, endFamily: createEndFamily({ journal, clock }) }),
      breakGlass: new BreakGlassService({ request, scope, journal }),
      breakGlassReport: new BreakGlassReportService(request, loaders),
    };
  }
}
