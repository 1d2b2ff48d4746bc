import { DisableDialog } from "./disable-dialog.tsx";
import type { Question } from "./person.ts";
import { ResetPasswordDialog } from "./reset-password-dialog.tsx";
import { RoleDialog } from "./role-dialog.tsx";

/** What is asked before something is done to a person. */
export function PersonQuestion({ question, onClose }: { question: Question; onClose: () => void }) {
  switch (question.about) {
    case "role":
      return <RoleDialog person={question.person} role={question.role} onClose={onClose} />;
    case "disable":
      return <DisableDialog person={question.person} onClose={onClose} />;
    case "password":
      return <ResetPasswordDialog person={question.person} onClose={onClose} />;
  }
}
