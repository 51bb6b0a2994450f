import type { RunningStack } from "./run-stack.ts";
import { ALL_ACCOUNTS, DEMO_PASSWORD } from "#drizzle/seed/world.ts";
import { describeCodes } from "./authenticator.ts";

/** What a person at a terminal needs to begin: addresses, accounts and two commands to paste. */
export function welcome({ url, metricsUrl }: RunningStack, now: Date): string {
  const accounts = ALL_ACCOUNTS.map(({ email, roles }) => `  ${email.padEnd(32)} ${roles.join(", ")}`).join(
    "\n",
  );
  const codes = describeCodes(now).map((line) => `  ${line}`);
  return `
Serving
  GraphQL    ${url}/graphql
  Explorer   ${url}/explorer
  Health     ${url}/livez  ${url}/readyz
  JWKS       ${url}/.well-known/jwks.json
${metricsUrl === undefined ? "" : `  Metrics    ${metricsUrl}\n`}
Accounts of the synthetic world, password ${DEMO_PASSWORD}
${accounts}

Second factor of those that must have one: the code of now, and the secret for an authenticator app of your own.
Later codes: npm run demo:codes
${codes.join("\n")}

To try it, in another terminal: sign in, then ask.
  curl -s -c cookies.txt ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"mutation { signIn(input: { email: \\"patient@northwind.example\\", password: \\"${DEMO_PASSWORD}\\" }) { userErrors { code } } }"}'
  curl -s -b cookies.txt ${url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ viewer { patient { name { display } appointments(first: 3) { nodes { startsAt status clinic { name } } } } } }"}'

Stop with Ctrl+C.
`;
}
