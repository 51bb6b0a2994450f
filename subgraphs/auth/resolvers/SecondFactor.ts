import type { SecondFactorResolvers } from "../__generated__/resolvers.ts";

export const SecondFactor: SecondFactorResolvers = {
  isRequired: ({ isRequired }) => isRequired,
  hasTotp: ({ hasTotp }) => hasTotp,
  recoveryCodesLeft: ({ recoveryCodesLeft }) => recoveryCodesLeft,
  lastShownAt: ({ lastShownAt }) => lastShownAt,
};
