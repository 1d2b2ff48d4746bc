import { listGroups } from "@fieldline/db/device-groups";
import {
  createEnrollmentInput,
  createGroupInput,
  deviceIdInput,
  deviceJobsInput,
  enrollmentIdInput,
  groupIdInput,
  listDevicesInput,
  listGroupsInput,
  revokeDeviceInput,
  setMembersInput,
  updateDeviceInput,
  updateGroupInput,
} from "@fieldline/domain/devices-input";
import { procedure, router } from "../trpc.ts";
import { revokeDevice, updateDevice } from "./change-device.ts";
import { createEnrollment, enrollmentsOf, revokeEnrollment } from "./enrollments.ts";
import { createGroup, deleteGroup, setMembers, updateGroup } from "./groups.ts";
import { jobsOfDevice, listDevices, readDevice } from "./read-devices.ts";

export const devicesRouter = router({
  list: procedure.input(listDevicesInput).query(({ ctx, input }) => listDevices(ctx, input)),
  get: procedure.input(deviceIdInput).query(({ ctx, input }) => readDevice(ctx, input.id)),
  jobs: procedure.input(deviceJobsInput).query(({ ctx, input }) => jobsOfDevice(ctx, input)),
  update: procedure.input(updateDeviceInput).mutation(({ ctx, input }) => updateDevice(ctx, input)),
  revoke: procedure.input(revokeDeviceInput).mutation(({ ctx, input }) => revokeDevice(ctx, input)),
  createEnrollment: procedure.input(createEnrollmentInput).mutation(({ ctx, input }) => createEnrollment(ctx, input)),
  enrollments: procedure.query(({ ctx }) => enrollmentsOf(ctx)),
  revokeEnrollment: procedure.input(enrollmentIdInput).mutation(({ ctx, input }) => revokeEnrollment(ctx, input)),
  groups: router({
    list: procedure.input(listGroupsInput).query(async ({ ctx }) => ({ items: await listGroups(ctx.db) })),
    create: procedure.input(createGroupInput).mutation(({ ctx, input }) => createGroup(ctx, input)),
    update: procedure.input(updateGroupInput).mutation(({ ctx, input }) => updateGroup(ctx, input)),
    delete: procedure.input(groupIdInput).mutation(({ ctx, input }) => deleteGroup(ctx, input)),
    setMembers: procedure.input(setMembersInput).mutation(({ ctx, input }) => setMembers(ctx, input)),
  }),
});
