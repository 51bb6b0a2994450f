import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { RefreshTokens } from "../domain/refresh-token.ts";
import { AccessTokens } from "./access-tokens.ts";
import { ClientAuthentication } from "./client-authentication.ts";
import { CodeExchange } from "./code-exchange.ts";
import { createEndFamily } from "./end-family.ts";
import type { Journal } from "./journal.ts";
import type { SigningKeyService } from "./signing-key-service.ts";
import { TokenFamilies } from "./token-families.ts";
import { TokenRefresh } from "./token-refresh.ts";
import { TokenService } from "./token-service.ts";

/** Puts the parts of a {@link TokenService} together, for one request. */
export function createTokenService(
  runtime: {
    readonly scope: SystemScope;
    readonly keys: SigningKeyService;
    readonly refreshTokens: RefreshTokens;
  },
  options: { readonly clock: Clock; readonly issuer: string },
  journal: Journal,
): TokenService {
  const { scope, keys, refreshTokens } = runtime;
  const { clock, issuer } = options;
  const accessTokens = new AccessTokens({ keys, clock, issuer });
  const clients = new ClientAuthentication({ journal, clock });
  const families = new TokenFamilies({ accessTokens, refreshTokens, journal, clock });
  const endFamily = createEndFamily({ journal, clock });
  return new TokenService({
    ...{ scope, clients, accessTokens, journal, endFamily, clock },
    codes: new CodeExchange({ clients, families, endFamily, clock }),
    refreshes: new TokenRefresh({ clients, families, endFamily, refreshTokens, clock }),
  });
}
