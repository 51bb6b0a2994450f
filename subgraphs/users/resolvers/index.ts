import { Consent } from "./Consent.ts";
import { Guardianship } from "./Guardianship.ts";
import { acceptGuardianship } from "./Mutation/acceptGuardianship.ts";
import { changePatientContact } from "./Mutation/changePatientContact.ts";
import { endGuardianship } from "./Mutation/endGuardianship.ts";
import { grantConsent } from "./Mutation/grantConsent.ts";
import { inviteGuardian } from "./Mutation/inviteGuardian.ts";
import { withdrawConsent } from "./Mutation/withdrawConsent.ts";
import { Patient } from "./Patient.ts";
import { PatientConnection } from "./PatientConnection.ts";
import { Practitioner } from "./Practitioner.ts";
import { PractitionerConnection } from "./PractitionerConnection.ts";
import { patient } from "./Query/patient.ts";
import { patients } from "./Query/patients.ts";
import { practitioner } from "./Query/practitioner.ts";
import { practitioners } from "./Query/practitioners.ts";
import { User } from "./User.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = {
  Query: { patient, patients, practitioner, practitioners },
  Mutation: {
    acceptGuardianship,
    changePatientContact,
    endGuardianship,
    grantConsent,
    inviteGuardian,
    withdrawConsent,
  },
  Consent,
  Guardianship,
  Patient,
  PatientConnection,
  Practitioner,
  PractitionerConnection,
  User,
};
