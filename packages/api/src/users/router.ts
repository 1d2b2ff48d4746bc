import { listPeople } from "@fieldline/db/people";
import {
  changePasswordInput,
  createTokenInput,
  disableInput,
  inviteInput,
  listPeopleInput,
  personIdInput,
  sessionIdInput,
  setRoleInput,
  tokenIdInput,
} from "@fieldline/domain/people";
import { procedure, router } from "../trpc.ts";
import { changePassword, endOwnOtherSessions, endOwnSession, ownSessions } from "./own-account.ts";
import { createToken, ownTokens, revokeOwnToken } from "./own-tokens.ts";
import { disable, enable, invitePerson, resetPassword, setRole } from "./people.ts";

export const usersRouter = router({
  me: procedure.query(
    ({
      ctx: {
        user: { token: _token, ...me },
      },
    }) => me,
  ),
  changePassword: procedure.input(changePasswordInput).mutation(({ ctx, input }) => changePassword(ctx, input)),
  sessions: router({
    list: procedure.query(({ ctx }) => ownSessions(ctx)),
    end: procedure.input(sessionIdInput).mutation(({ ctx, input }) => endOwnSession(ctx, input)),
    endOthers: procedure.mutation(({ ctx }) => endOwnOtherSessions(ctx)),
  }),
  tokens: router({
    list: procedure.query(({ ctx }) => ownTokens(ctx)),
    create: procedure.input(createTokenInput).mutation(({ ctx, input }) => createToken(ctx, input)),
    revoke: procedure.input(tokenIdInput).mutation(({ ctx, input }) => revokeOwnToken(ctx, input)),
  }),
  list: procedure.input(listPeopleInput).query(({ ctx, input }) => listPeople(ctx.db, input)),
  invite: procedure.input(inviteInput).mutation(({ ctx, input }) => invitePerson(ctx, input)),
  setRole: procedure.input(setRoleInput).mutation(({ ctx, input }) => setRole(ctx, input)),
  disable: procedure.input(disableInput).mutation(({ ctx, input }) => disable(ctx, input)),
  enable: procedure.input(personIdInput).mutation(({ ctx, input }) => enable(ctx, input)),
  resetPassword: procedure.input(personIdInput).mutation(({ ctx, input }) => resetPassword(ctx, input)),
});
