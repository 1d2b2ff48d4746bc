export interface Credentials {
  email: string;
  password: string;
}

/** Signs in to a server as a browser does; gives the session's cookie, `name=value`. Throws where it is refused. */
export async function signIn(url: string, credentials: Credentials): Promise<string> {
  const response = await fetch(`${url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(credentials),
  });
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || !cookie) {
    const refused = (await response.json().catch(() => ({}))) as { error?: { message?: string } };
    throw new Error(refused.error?.message ?? `${url} answered the sign-in with ${response.status}.`);
  }
  return cookie.split(";")[0] ?? "";
}

/** A personal access token of whoever these credentials belong to. */
export async function makeToken(url: string, credentials: Credentials): Promise<string> {
  const response = await fetch(`${url}/trpc/users.tokens.create`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, cookie: await signIn(url, credentials) },
    body: JSON.stringify({ name: "a script" }),
  });
  const answer = (await response.json()) as { result: { data: { token: string } } };
  return answer.result.data.token;
}
