import type { AuditEventResolvers } from "../__generated__/resolvers.ts";

export const AuditEvent: AuditEventResolvers = {
  id: (entry) => entry.id,
  sequence: (entry) => entry.sequence,
  category: (entry) => entry.category,
  action: (entry) => entry.action,
  outcome: (entry) => entry.outcome,
  source: (entry) => entry.source,
  recordedAt: (entry) => entry.recordedAt,
  agent: (entry) => ({
    kind: entry.agentKind,
    accountId: entry.agentAccountId,
    clientId: entry.agentClientId,
    roles: entry.agentRoles,
    onBehalfOf: entry.agentOnBehalfOf,
  }),
  patient: ({ patientId }) => (patientId === null ? null : { __typename: "Patient", id: patientId }),
  entity: ({ entityType, entityId }) => (entityType === null ? null : { type: entityType, id: entityId }),
  fields: (entry) => entry.fields,
  details: ({ detail }) =>
    Object.entries(detail)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => ({ name, value: value === null ? null : String(value) })),
  correlationId: (entry) => entry.correlationId,
  hash: (entry) => entry.hash,
};
