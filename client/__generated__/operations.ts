/* eslint-disable */
// Written by `npm run codegen`.
import type { RegisteredOperation } from "../operation.ts";
import type * as types from "./operation-types.ts";

export const AcceptWaitlistOffer: RegisteredOperation<types.AcceptWaitlistOfferMutation, types.AcceptWaitlistOfferMutationVariables> = {"id":"sha256:fb33445df49ccd925ef3854cf806dac6d8ca9d912b0ddb1f36526134f745e7b7","name":"AcceptWaitlistOffer","kind":"mutation"};

export const BookAppointment: RegisteredOperation<types.BookAppointmentMutation, types.BookAppointmentMutationVariables> = {"id":"sha256:7b2dd75f0e0a2199d3d1eed554c173c437b014d707e2b68cea5c684c421adf05","name":"BookAppointment","kind":"mutation"};

export const CancelAppointment: RegisteredOperation<types.CancelAppointmentMutation, types.CancelAppointmentMutationVariables> = {"id":"sha256:14f63c4f91d2388f076d947e19719165ef7873643e38619ef7c9e1d38fe96bf1","name":"CancelAppointment","kind":"mutation"};

export const Clinics: RegisteredOperation<types.ClinicsQuery, types.ClinicsQueryVariables> = {"id":"sha256:326b0fc3981bc4bd7bc1e9bd6f111438db2ed92f6b04751e1b30e8261d9a1952","name":"Clinics","kind":"query"};

export const CompleteSignIn: RegisteredOperation<types.CompleteSignInMutation, types.CompleteSignInMutationVariables> = {"id":"sha256:a9c3af5f19b987b5bc64b600b56049055a63282921a1c5efe751c100096fccee","name":"CompleteSignIn","kind":"mutation"};

export const DeclineWaitlistOffer: RegisteredOperation<types.DeclineWaitlistOfferMutation, types.DeclineWaitlistOfferMutationVariables> = {"id":"sha256:8f89997389d0c7a5c0096fedc7c44bd05981ce0151f196e8c6af5bfb5e75f63a","name":"DeclineWaitlistOffer","kind":"mutation"};

export const FreeSlots: RegisteredOperation<types.FreeSlotsQuery, types.FreeSlotsQueryVariables> = {"id":"sha256:3d10bda4c2b08937f8a073b25b9baa08d9e30ce714e5e9e112fcc4b942886b22","name":"FreeSlots","kind":"query"};

export const JoinWaitlist: RegisteredOperation<types.JoinWaitlistMutation, types.JoinWaitlistMutationVariables> = {"id":"sha256:55544de7d9971bd131a4c1f96ded3b65f90084f43ba37121ca8172397f474896","name":"JoinWaitlist","kind":"mutation"};

export const LeaveWaitlist: RegisteredOperation<types.LeaveWaitlistMutation, types.LeaveWaitlistMutationVariables> = {"id":"sha256:823a11fe819fb2fbc5a648f3f67bbfdf1df9a4ff8e6f3ce6fc075933441409af","name":"LeaveWaitlist","kind":"mutation"};

export const MyWaitlist: RegisteredOperation<types.MyWaitlistQuery, types.MyWaitlistQueryVariables> = {"id":"sha256:b9b663b004f5143427351321cb6aea2b640b56272facdc6bc07d7795d0645edd","name":"MyWaitlist","kind":"query"};

export const PatientHome: RegisteredOperation<types.PatientHomeQuery, types.PatientHomeQueryVariables> = {"id":"sha256:6a6f6f8d49ac21b64be25fab8c9838633c56ddda004636add4623f9b452bcea9","name":"PatientHome","kind":"query"};

export const RescheduleAppointment: RegisteredOperation<types.RescheduleAppointmentMutation, types.RescheduleAppointmentMutationVariables> = {"id":"sha256:43c81dee5f900b015583c0ea63101e37800c70690e65d2ec0970ed579952872d","name":"RescheduleAppointment","kind":"mutation"};

export const SignIn: RegisteredOperation<types.SignInMutation, types.SignInMutationVariables> = {"id":"sha256:a45cf57ca64bd64fc7fadbaac39bfa24ec920edc594c3c69279198805df098ec","name":"SignIn","kind":"mutation"};

export const SignOut: RegisteredOperation<types.SignOutMutation, types.SignOutMutationVariables> = {"id":"sha256:56777f92137e31b7ed5934a619db36e5ac59992aa09c23c53e97ed45be1407d9","name":"SignOut","kind":"mutation"};

export const WhoAmI: RegisteredOperation<types.WhoAmIQuery, types.WhoAmIQueryVariables> = {"id":"sha256:6dd67b196177ef8d39d0e3fffe903fd82d645860cb090e0dff471a9076e6c28e","name":"WhoAmI","kind":"query"};
