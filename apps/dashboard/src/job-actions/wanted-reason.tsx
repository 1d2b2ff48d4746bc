import { useState } from "react";
import { TextInput } from "../components/text-input.tsx";

/** A reason that has to be given; `ask` says whether it is there, and from then on what is missing is shown. */
export function useWantedReason() {
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const given = reason.trim();
  const field = (
    <TextInput
      label="Reason"
      hint="Kept in the log and the audit."
      value={reason}
      maxLength={500}
      error={isAsked && !given ? "Say why, in a few words." : undefined}
      onChange={setReason}
      className="mt-4"
    />
  );
  const ask = (): boolean => {
    setIsAsked(true);
    return given !== "";
  };
  return { reason: given, field, ask };
}
