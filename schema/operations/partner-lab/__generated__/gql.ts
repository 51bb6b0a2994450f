/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment LabAppointment on Appointment {\n  id\n  status\n  startsAt\n  endsAt\n  cancelledAt\n  version\n  clinic {\n    id\n  }\n  serviceType {\n    id\n  }\n  patient {\n    id\n  }\n}\n\nquery LabAppointmentStatus($id: ID!) {\n  appointment(id: $id) {\n    ...LabAppointment\n  }\n}\n\nmutation LabBookAppointment($input: BookAppointmentInput!) {\n  bookAppointment(input: $input) {\n    appointment {\n      ...LabAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation LabCancelAppointment($input: CancelAppointmentInput!) {\n  cancelAppointment(input: $input) {\n    appointment {\n      ...LabAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}": typeof types.LabAppointmentFragmentDoc,
    "query LabClinics($first: Int = 20, $after: String) {\n  clinics(first: $first, after: $after) {\n    nodes {\n      id\n      name\n      region\n      timeZone\n      serviceTypes {\n        id\n        name\n        durationMinutes\n        minimumTier\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery LabAvailability($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID, $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {\n  availableSlots(\n    clinicId: $clinicId\n    serviceTypeId: $serviceTypeId\n    practitionerId: $practitionerId\n    from: $from\n    days: $days\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      startsAt\n      endsAt\n      practitioner {\n        id\n        name {\n          display\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.LabClinicsDocument,
};
const documents: Documents = {
    "fragment LabAppointment on Appointment {\n  id\n  status\n  startsAt\n  endsAt\n  cancelledAt\n  version\n  clinic {\n    id\n  }\n  serviceType {\n    id\n  }\n  patient {\n    id\n  }\n}\n\nquery LabAppointmentStatus($id: ID!) {\n  appointment(id: $id) {\n    ...LabAppointment\n  }\n}\n\nmutation LabBookAppointment($input: BookAppointmentInput!) {\n  bookAppointment(input: $input) {\n    appointment {\n      ...LabAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation LabCancelAppointment($input: CancelAppointmentInput!) {\n  cancelAppointment(input: $input) {\n    appointment {\n      ...LabAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}": types.LabAppointmentFragmentDoc,
    "query LabClinics($first: Int = 20, $after: String) {\n  clinics(first: $first, after: $after) {\n    nodes {\n      id\n      name\n      region\n      timeZone\n      serviceTypes {\n        id\n        name\n        durationMinutes\n        minimumTier\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery LabAvailability($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID, $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {\n  availableSlots(\n    clinicId: $clinicId\n    serviceTypeId: $serviceTypeId\n    practitionerId: $practitionerId\n    from: $from\n    days: $days\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      startsAt\n      endsAt\n      practitioner {\n        id\n        name {\n          display\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.LabClinicsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment LabAppointment on Appointment {\n  id\n  status\n  startsAt\n  endsAt\n  cancelledAt\n  version\n  clinic {\n    id\n  }\n  serviceType {\n    id\n  }\n  patient {\n    id\n  }\n}\n\nquery LabAppointmentStatus($id: ID!) {\n  appointment(id: $id) {\n    ...LabAppointment\n  }\n}\n\nmutation LabBookAppointment($input: BookAppointmentInput!) {\n  bookAppointment(input: $input) {\n    appointment {\n      ...LabAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nmutation LabCancelAppointment($input: CancelAppointmentInput!) {\n  cancelAppointment(input: $input) {\n    appointment {\n      ...LabAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}"): typeof import('./graphql.ts').LabAppointmentFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query LabClinics($first: Int = 20, $after: String) {\n  clinics(first: $first, after: $after) {\n    nodes {\n      id\n      name\n      region\n      timeZone\n      serviceTypes {\n        id\n        name\n        durationMinutes\n        minimumTier\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery LabAvailability($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID, $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {\n  availableSlots(\n    clinicId: $clinicId\n    serviceTypeId: $serviceTypeId\n    practitionerId: $practitionerId\n    from: $from\n    days: $days\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      startsAt\n      endsAt\n      practitioner {\n        id\n        name {\n          display\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').LabClinicsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
