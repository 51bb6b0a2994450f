import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCertifier } from "../../router/documents/certificate.ts";
import { documentIdOf, readManifests } from "../../router/documents/manifest.ts";

/** Documents as clients of the clinic could register them. */
export interface SampleDocuments {
  /** Texts by id, all of them different. */
  readonly byId: Readonly<Record<string, string>>;
  /** Smallest, middle and largest number of fields of a document. */
  readonly fields: readonly [number, number, number];
  /** The same of subgraphs that it calls. */
  readonly subgraphs: readonly [number, number, number];
}

const SCHEMA = new URL("../../schema/", import.meta.url);

/** Operations of whole pages: what stands between angle brackets is asked for or not, one in four of it is left out. */
const PAGES: readonly string[] = [
  `query Home($from: DateTime!, $first: Int = 5) { viewer { <roles> account { <id> email <tier> <createdAt> }
    tenant { <id> name } user { id <email> name { given family <display> } }
    patient { id <birthDate> <region> name { display <given> <family> } contact { phone <email> }
      <consents { id clientId scopes status grantedAt expiresAt }>
      appointments(first: $first, filter: { from: $from }) { nodes { id <status> startsAt endsAt <version>
        clinic { name <city> <timeZone> } <serviceType { name durationMinutes }> <room { name }>
        practitioner { id name { display } <specialty> } } pageInfo { hasNextPage <endCursor> } } } } }`,
  `query Day($from: DateTime!, $to: DateTime!) { viewer { account { email } practitioner { id <specialty> <region>
      name { display } appointments(first: 50, filter: { from: $from, to: $to }) { nodes { id <status> startsAt <endsAt>
        <confidentiality> reason <notes> <cancellationReason> <version> clinic { <city> name } <room { name }>
        serviceType { name <durationMinutes> } patient { id <birthDate> name { display } <contact { phone email }> } }
      pageInfo { hasNextPage endCursor } } } } }`,
  `query Trail($patientId: ID!) { auditEvents(first: 20, filter: { patientId: $patientId }) { nodes { id <sequence> category
      action <outcome> <source> recordedAt agent { kind accountId <clientId> roles <onBehalfOf> } <entity { type id }>
      fields <details { name value }> <correlationId> <hash> patient { id name { display } <birthDate> <region> } }
    pageInfo { hasNextPage <endCursor> } } }`,
  `query Chart($id: ID!) { patient(id: $id) { id <region> birthDate name { <given> <family> display } contact { phone <email> }
      <consents { id clientId status scopes }> appointments(first: 10, order: STARTS_AT_DESC) { <totalCount> nodes { id status
        startsAt <endsAt> <cancelledAt> <cancellationReason> clinic { id name <region> <city> <timeZone> }
        serviceType { id name <durationMinutes> } <room { id name }> practitioner { id <specialty> name { display <family> } } }
      pageInfo { hasNextPage endCursor } } } <viewer { roles account { id email } tenant { name } }>
    auditEvents(first: 5, filter: { patientId: $id }) { nodes { action recordedAt <outcome> } } }`,
];
const ONE_IN_FOUR = 4;

/**
 * `count` of them: in turn a registered document and each page of the list above, each under a name of its own and the pages
 * with another choice of fields. The same every time.
 * @throws Error when one of the first hundred cannot run on the supergraph
 */
export async function sampleDocuments(count: number): Promise<SampleDocuments> {
  const manifests = await readManifests(fileURLToPath(new URL("operations", SCHEMA)));
  const registered = manifests.flatMap(({ documents }) => Object.values(documents));
  const next = seededNumbers(1);
  const texts = Array.from({ length: count }, (_none, index) => {
    const text =
      index % (PAGES.length + 1) === 0
        ? registered[Math.floor(index / (PAGES.length + 1)) % registered.length]
        : chosen(PAGES[(index % (PAGES.length + 1)) - 1] ?? "", next);
    return (text ?? "").replace(/\b(query|mutation) (\w+)/, `$1 $2${String(index)}`);
  });
  const { certify } = createCertifier(readFileSync(new URL("supergraph.graphql", SCHEMA), "utf8"));
  // Of many, some say as much of their size.
  const certificates = texts.slice(0, MOST_LOOKED_AT).map(certify);
  return {
    byId: Object.fromEntries(texts.map((text) => [documentIdOf(text), text])),
    fields: spread(certificates.map(({ fields }) => fields.length)),
    subgraphs: spread(certificates.map(({ subgraphs }) => subgraphs.length)),
  };
}

const MOST_LOOKED_AT = 100;

/** Without what was not chosen, and on one line. */
function chosen(page: string, next: () => number): string {
  const text = page.replaceAll(/<([^<>]*)>/g, (_all, part: string) =>
    next() % ONE_IN_FOUR === 0 ? "" : part,
  );
  return text.replaceAll(/\s+/g, " ");
}

/** Whole numbers that look random; the upper bits of a linear congruential generator (Numerical Recipes). */
function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 16;
  };
}

function spread(numbers: readonly number[]): readonly [number, number, number] {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return [at(0), at(0.5), at(1)];
}
