import type { PlannedFetch, PlanStep } from "./query-plan.ts";

/**
 * Runs the fetches of a plan, in the order it gives.
 * @param variables with their defaults; some plans depend on them
 */
export async function runPlan(
  step: PlanStep,
  variables: Readonly<Record<string, unknown>>,
  runFetch: (fetch: PlannedFetch) => Promise<void>,
): Promise<void> {
  switch (step.kind) {
    case "fetch":
      return runFetch(step.fetch);
    case "sequence":
      for (const each of step.steps) await runPlan(each, variables, runFetch);
      return;
    case "parallel":
      await Promise.all(step.steps.map((each) => runPlan(each, variables, runFetch)));
      return;
    case "condition":
      return runPlan(variables[step.variable] === true ? step.met : step.unmet, variables, runFetch);
  }
}
