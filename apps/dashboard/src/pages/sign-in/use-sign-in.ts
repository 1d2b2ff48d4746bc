import { signIn } from "@fieldline/client/session";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { getMe } from "../../session/me.ts";
import { returnPath } from "../../session/return-path.ts";
import { refusalWords } from "./refusal-words.ts";

/** Sending the credentials once, then going where the reader wanted to. */
export function useSignIn(onRefused: () => void) {
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const { to } = useSearch({ from: "/sign-in" });
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const send = async (credentials: { email: string; password: string }) => {
    setIsSending(true);
    setRefusal(undefined);
    try {
      await signIn(credentials);
      await getMe(cache, api);
      await router.navigate({ href: returnPath(to), replace: true });
    } catch (error) {
      setIsSending(false);
      setRefusal(refusalWords(error));
      onRefused();
    }
  };
  return { isSending, refusal, refuse: setRefusal, send };
}
