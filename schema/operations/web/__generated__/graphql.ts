/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** State of an appointment; FHIR R4 AppointmentStatus. */
export type AppointmentStatus =
  /** The patient has come. */
  | 'ARRIVED'
  /** Agreed; practitioner, room and patient are reserved. */
  | 'BOOKED'
  /** It was called off. */
  | 'CANCELLED'
  /** The patient has been received and waits to be seen. */
  | 'CHECKED_IN'
  /** It should never have been entered. */
  | 'ENTERED_IN_ERROR'
  /** It took place. */
  | 'FULFILLED'
  /** The patient did not come. */
  | 'NOSHOW'
  /** Some of those concerned have not agreed yet. */
  | 'PENDING'
  /** Suggested; nobody has agreed yet. */
  | 'PROPOSED'
  /** The patient waits for a time to become free. */
  | 'WAITLIST';

export type PatientHomeQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  from: string;
}>;


export type PatientHomeQuery = { viewer: { patient: { id: string, name: { display: string }, appointments: { nodes: Array<{ id: string, status: AppointmentStatus, startsAt: string, endsAt: string, clinic: { name: string, timeZone: string }, serviceType: { name: string }, practitioner: { name: { display: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const PatientHomeDocument = new TypedDocumentString(`
    query PatientHome($first: Int = 5, $after: String, $from: DateTime!) {
  viewer {
    patient {
      id
      name {
        display
      }
      appointments(
        first: $first
        after: $after
        filter: {from: $from, statuses: [PENDING, BOOKED, ARRIVED, CHECKED_IN]}
      ) {
        nodes {
          id
          status
          startsAt
          endsAt
          clinic {
            name
            timeZone
          }
          serviceType {
            name
          }
          practitioner {
            name {
              display
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `, {"hash":"sha256:b715d648cf47621cb948d0a9498d75a9ca42566d574c4c26d312ba75576e6958"}) as unknown as TypedDocumentString<PatientHomeQuery, PatientHomeQueryVariables>;