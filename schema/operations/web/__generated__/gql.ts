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
    "query PatientHome($first: Int = 5, $after: String, $from: DateTime!) {\n  viewer {\n    patient {\n      id\n      name {\n        display\n      }\n      appointments(\n        first: $first\n        after: $after\n        filter: {from: $from, statuses: [PENDING, BOOKED, ARRIVED, CHECKED_IN]}\n      ) {\n        nodes {\n          id\n          status\n          startsAt\n          endsAt\n          clinic {\n            name\n            timeZone\n          }\n          serviceType {\n            name\n          }\n          practitioner {\n            name {\n              display\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n}": typeof types.PatientHomeDocument,
};
const documents: Documents = {
    "query PatientHome($first: Int = 5, $after: String, $from: DateTime!) {\n  viewer {\n    patient {\n      id\n      name {\n        display\n      }\n      appointments(\n        first: $first\n        after: $after\n        filter: {from: $from, statuses: [PENDING, BOOKED, ARRIVED, CHECKED_IN]}\n      ) {\n        nodes {\n          id\n          status\n          startsAt\n          endsAt\n          clinic {\n            name\n            timeZone\n          }\n          serviceType {\n            name\n          }\n          practitioner {\n            name {\n              display\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n}": types.PatientHomeDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PatientHome($first: Int = 5, $after: String, $from: DateTime!) {\n  viewer {\n    patient {\n      id\n      name {\n        display\n      }\n      appointments(\n        first: $first\n        after: $after\n        filter: {from: $from, statuses: [PENDING, BOOKED, ARRIVED, CHECKED_IN]}\n      ) {\n        nodes {\n          id\n          status\n          startsAt\n          endsAt\n          clinic {\n            name\n            timeZone\n          }\n          serviceType {\n            name\n          }\n          practitioner {\n            name {\n              display\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').PatientHomeDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
