import type { AppointmentResolvers } from "../__generated__/resolvers.ts";
import { feeIn } from "../domain/appointment-fee.ts";
import { loadPromised } from "../loaders.ts";
import { appointmentAttributes } from "../policies.ts";

export const Appointment: AppointmentResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.appointments.load(id),
  id: (appointment) => appointment.id,
  status: (appointment) => appointment.status,
  startsAt: (appointment) => appointment.startsAt,
  endsAt: (appointment) => appointment.endsAt,
  clinic: (appointment, _args, { loaders }) => loadPromised(loaders.clinics, appointment.clinicId),
  serviceType: (appointment, _args, { loaders }) =>
    loadPromised(loaders.serviceTypes, appointment.serviceTypeId),
  room: (appointment, _args, { loaders }) => loadPromised(loaders.rooms, appointment.roomId),
  devices: async ({ deviceIds }, _args, { loaders }) => {
    const devices = await Promise.all(deviceIds.map((id) => loadPromised(loaders.devices, id)));
    return devices.sort((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
  },
  practitioner: ({ practitionerId, tenantId, region }) => ({ id: practitionerId, tenantId, region }),
  patient: (appointment, _args, { loaders }) => loaders.patients.load(appointment.patientId),
  confidentiality: (appointment, _args, { appointments }) => appointments.confidentialityOf(appointment),
  reason: async (appointment, _args, { clinical }) => (await clinical.find(appointment))?.reason ?? null,
  notes: async (appointment, _args, { clinical }) => (await clinical.find(appointment))?.notes ?? null,
  cancellationReason: (appointment, _args, { appointments }) =>
    appointments.cancellationReasonOf(appointment),
  cancelledAt: (appointment) => appointment.cancelledAt,
  freeCancellationUntil: (appointment, _args, { appointments }) =>
    appointments.freeCancellationUntil(appointment),
  fee: (appointment) => {
    const fee = feeIn(appointment);
    return fee && { kind: fee.kind, amount: { amountMinor: fee.amountMinor, currency: fee.currency } };
  },
  arrivedAt: (appointment) => appointment.arrivedAt,
  startedAt: (appointment) => appointment.startedAt,
  seriesId: (appointment) => appointment.seriesId,
  version: (appointment) => appointment.version,
  accessDecision: (appointment, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(appointment, appointmentAttributes), args),
};
