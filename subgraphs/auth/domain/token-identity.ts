/** What of an access token revocations are about. */
export interface TokenIdentity {
  readonly jti: string;
  /** Its family; null for a program's own token. */
  readonly sid: string | null;
  /** Whom it speaks for; null for a program's own token. */
  readonly accountId: string | null;
  readonly clientId: string | null;
  /** `iat`, in seconds. */
  readonly issuedAt: number;
}
