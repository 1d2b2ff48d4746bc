/** Signs a person in; the session travels in a cookie that scripts cannot read. Throws what `errorOf` understands. */
export function signIn(credentials: { email: string; password: string }): Promise<void> {
  return post("/auth/sign-in/email", credentials);
}

/** Ends the present session. */
export function signOut(): Promise<void> {
  return post("/auth/sign-out", {});
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const answer = (await response.json().catch(() => ({}))) as { error?: { message?: string; data?: object } };
  throw Object.assign(new Error(answer.error?.message ?? ""), {
    data: answer.error?.data ?? { httpStatus: response.status },
  });
}
