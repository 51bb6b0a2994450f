import type { RoomResolvers } from "../__generated__/resolvers.ts";
import { loadPromised } from "../loaders.ts";
import { roomAttributes } from "../policies.ts";

export const Room: RoomResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.rooms.load(id),
  id: (room) => room.id,
  name: (room) => room.name,
  kind: (room) => room.kind,
  clinic: (room, _args, { loaders }) => loadPromised(loaders.clinics, room.clinicId),
  accessDecision: (room, args, { access, accessDecisions }) =>
    accessDecisions.about(access.thingOf(room, roomAttributes), args),
};
