import { AppError } from "#shared/errors/app-error.ts";
import type { BreakGlassReviewResolvers } from "../__generated__/resolvers.ts";

/** What a constraint promises to be there once a grant was reviewed. */
function promised<Value>(value: Value | null): Value {
  if (value === null) throw new AppError("INTERNAL");
  return value;
}

export const BreakGlassReview: BreakGlassReviewResolvers = {
  reviewer: ({ reviewerId }, _args, { loaders }) => loaders.accounts.load(promised(reviewerId)),
  reviewedAt: ({ reviewedAt }) => promised(reviewedAt),
  finding: ({ finding }) => promised(finding),
  remark: ({ remark }) => remark,
};
