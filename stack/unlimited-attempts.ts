import { ATTEMPT_RULES, type AttemptRule } from "../subgraphs/auth/domain/attempt-limit.ts";

const UNLIMITED = { freeAttempts: Number.MAX_SAFE_INTEGER } as const;

/** For tests whose subject is what thousands of wrong attempts are answered, from one address: none of them is delayed. */
export const UNLIMITED_ATTEMPTS: Readonly<Record<keyof typeof ATTEMPT_RULES, AttemptRule>> = {
  ACCOUNT: { ...ATTEMPT_RULES.ACCOUNT, ...UNLIMITED },
  NETWORK: { ...ATTEMPT_RULES.NETWORK, ...UNLIMITED },
  RESET_REQUEST: { ...ATTEMPT_RULES.RESET_REQUEST, ...UNLIMITED },
};
