import { AuditEvent } from "./AuditEvent.ts";
import { AuditEventConnection } from "./AuditEventConnection.ts";
import { auditEvents } from "./Query/auditEvents.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = { Query: { auditEvents }, AuditEvent, AuditEventConnection };
