import type { DeviceResolvers } from "../__generated__/resolvers.ts";

export const Device: DeviceResolvers = {
  id: (device) => device.id,
  name: (device) => device.name,
  kind: (device) => device.kind,
};
