import { allowsImpersonation } from "../shared/auth/impersonation.ts";
import { isAction, POLICIES } from "../shared/auth/policies.ts";
import type { Grant, Policy } from "../shared/auth/policy.ts";

const BEGIN = "<!-- policies -->";
const END = "<!-- /policies -->";

/** Puts the table of all policies into a document, between its marks. @throws Error when it has none */
export function withPolicyTable(document: string): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`The marks ${BEGIN} and ${END} are missing.`);
  return `${before}${BEGIN}\n\n${policyTable()}\n\n${END}${after}`;
}

function policyTable(): string {
  const rows = Object.entries<Policy>(POLICIES).map(([action, { description, grants, concernsPatient }]) =>
    [
      `\`${action}\``,
      description,
      grants.map(describeGrant).join("; "),
      concernsPatient ? "yes" : "",
      isAction(action) && allowsImpersonation(action) ? "yes" : "",
    ].join(" | "),
  );
  return ["action | what | who | logged | impersonated", "--- | --- | --- | --- | ---", ...rows]
    .map((row) => `| ${row} |`)
    .join("\n");
}

function describeGrant({ to, when }: Grant): string {
  const who = to.map((audience) =>
    audience === "ANYONE" ? "anyone" : audience === "SIGNED_IN" ? "anyone signed in" : audience,
  );
  return `${who.join(", ")}${when.length === 0 ? "" : ` when ${when.map((name) => `\`${name}\``).join(" and ")}`}`;
}
