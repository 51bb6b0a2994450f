import { AccessDecisions } from "#shared/access-decisions/access-decisions.ts";
import {
  createRequestContext,
  type RequestContext,
  type RequestContextOptions,
} from "#shared/graphql/request-context.ts";
import type { ServiceCall } from "#shared/http/service-endpoint.ts";
import { createLoaders, type Loaders } from "./loaders.ts";
import { ConsentService } from "./services/consent-service.ts";
import { GuardianshipAcceptance } from "./services/guardianship-acceptance.ts";
import { GuardianshipService } from "./services/guardianship-service.ts";
import { PatientService } from "./services/patient-service.ts";
import { PractitionerService } from "./services/practitioner-service.ts";

/** What resolvers of this subgraph get. */
export interface Context extends RequestContext {
  readonly loaders: Loaders;
  readonly accessDecisions: AccessDecisions;
  readonly patients: PatientService;
  readonly consents: ConsentService;
  readonly guardianships: GuardianshipService;
  readonly guardianshipAcceptance: GuardianshipAcceptance;
  readonly practitioners: PractitionerService;
}

/** Makes the context of one call. */
export function createContext(call: ServiceCall, options: RequestContextOptions): Context {
  const request = createRequestContext(call, options);
  const loaders = createLoaders(request);
  return {
    ...request,
    loaders,
    accessDecisions: new AccessDecisions(
      request.access,
      (id) => loaders.actors.load(id),
      (of) => loaders.guardianships.load(of),
    ),
    patients: new PatientService(request, loaders),
    consents: new ConsentService(request, loaders),
    guardianships: new GuardianshipService(request, loaders),
    guardianshipAcceptance: new GuardianshipAcceptance(request, loaders),
    practitioners: new PractitionerService(request, loaders),
  };
}
