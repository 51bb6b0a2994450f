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
    "query WellnessClinics($first: Int = 20, $after: String) {\n  clinics(first: $first, after: $after) {\n    nodes {\n      id\n      name\n      region\n      timeZone\n      serviceTypes {\n        id\n        name\n        durationMinutes\n        minimumTier\n        minimumNoticeMinutes\n        bookingHorizonDays\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery WellnessAvailability($serviceTypeIds: [ID!]!, $practitionerIds: [ID!], $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {\n  availableSlots(\n    serviceTypeIds: $serviceTypeIds\n    practitionerIds: $practitionerIds\n    from: $from\n    days: $days\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      startsAt\n      endsAt\n      clinic {\n        id\n      }\n      serviceType {\n        id\n      }\n      practitioner {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.WellnessClinicsDocument,
    "fragment WellnessAppointment on Appointment {\n  id\n  status\n  startsAt\n  endsAt\n  cancelledAt\n  freeCancellationUntil\n  fee {\n    kind\n    amount {\n      amountMinor\n      currency\n    }\n  }\n  version\n  clinic {\n    id\n  }\n  serviceType {\n    id\n  }\n  practitioner {\n    id\n  }\n  patient {\n    id\n  }\n}\n\nmutation WellnessBookAppointments($input: BookAppointmentsInput!) {\n  bookAppointments(input: $input) {\n    results {\n      row\n      appointment {\n        ...WellnessAppointment\n      }\n      problem\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nquery WellnessAppointmentStatus($id: ID!) {\n  appointment(id: $id) {\n    ...WellnessAppointment\n  }\n}\n\nmutation WellnessCancelAppointment($input: CancelAppointmentInput!) {\n  cancelAppointment(input: $input) {\n    appointment {\n      ...WellnessAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}": typeof types.WellnessAppointmentFragmentDoc,
};
const documents: Documents = {
    "query WellnessClinics($first: Int = 20, $after: String) {\n  clinics(first: $first, after: $after) {\n    nodes {\n      id\n      name\n      region\n      timeZone\n      serviceTypes {\n        id\n        name\n        durationMinutes\n        minimumTier\n        minimumNoticeMinutes\n        bookingHorizonDays\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery WellnessAvailability($serviceTypeIds: [ID!]!, $practitionerIds: [ID!], $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {\n  availableSlots(\n    serviceTypeIds: $serviceTypeIds\n    practitionerIds: $practitionerIds\n    from: $from\n    days: $days\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      startsAt\n      endsAt\n      clinic {\n        id\n      }\n      serviceType {\n        id\n      }\n      practitioner {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.WellnessClinicsDocument,
    "fragment WellnessAppointment on Appointment {\n  id\n  status\n  startsAt\n  endsAt\n  cancelledAt\n  freeCancellationUntil\n  fee {\n    kind\n    amount {\n      amountMinor\n      currency\n    }\n  }\n  version\n  clinic {\n    id\n  }\n  serviceType {\n    id\n  }\n  practitioner {\n    id\n  }\n  patient {\n    id\n  }\n}\n\nmutation WellnessBookAppointments($input: BookAppointmentsInput!) {\n  bookAppointments(input: $input) {\n    results {\n      row\n      appointment {\n        ...WellnessAppointment\n      }\n      problem\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nquery WellnessAppointmentStatus($id: ID!) {\n  appointment(id: $id) {\n    ...WellnessAppointment\n  }\n}\n\nmutation WellnessCancelAppointment($input: CancelAppointmentInput!) {\n  cancelAppointment(input: $input) {\n    appointment {\n      ...WellnessAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}": types.WellnessAppointmentFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query WellnessClinics($first: Int = 20, $after: String) {\n  clinics(first: $first, after: $after) {\n    nodes {\n      id\n      name\n      region\n      timeZone\n      serviceTypes {\n        id\n        name\n        durationMinutes\n        minimumTier\n        minimumNoticeMinutes\n        bookingHorizonDays\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nquery WellnessAvailability($serviceTypeIds: [ID!]!, $practitionerIds: [ID!], $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {\n  availableSlots(\n    serviceTypeIds: $serviceTypeIds\n    practitionerIds: $practitionerIds\n    from: $from\n    days: $days\n    first: $first\n    after: $after\n  ) {\n    nodes {\n      startsAt\n      endsAt\n      clinic {\n        id\n      }\n      serviceType {\n        id\n      }\n      practitioner {\n        id\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').WellnessClinicsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment WellnessAppointment on Appointment {\n  id\n  status\n  startsAt\n  endsAt\n  cancelledAt\n  freeCancellationUntil\n  fee {\n    kind\n    amount {\n      amountMinor\n      currency\n    }\n  }\n  version\n  clinic {\n    id\n  }\n  serviceType {\n    id\n  }\n  practitioner {\n    id\n  }\n  patient {\n    id\n  }\n}\n\nmutation WellnessBookAppointments($input: BookAppointmentsInput!) {\n  bookAppointments(input: $input) {\n    results {\n      row\n      appointment {\n        ...WellnessAppointment\n      }\n      problem\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}\n\nquery WellnessAppointmentStatus($id: ID!) {\n  appointment(id: $id) {\n    ...WellnessAppointment\n  }\n}\n\nmutation WellnessCancelAppointment($input: CancelAppointmentInput!) {\n  cancelAppointment(input: $input) {\n    appointment {\n      ...WellnessAppointment\n    }\n    userErrors {\n      code\n      message\n      field\n    }\n  }\n}"): typeof import('./graphql.ts').WellnessAppointmentFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
