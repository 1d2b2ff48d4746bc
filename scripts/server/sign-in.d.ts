export interface Credentials {
  email: string;
  password: string;
}
/** Signs in to a server as a browser does; gives the session's cookie, `name=value`. Throws where it is refused. */
export declare function signIn(url: string, credentials: Credentials): Promise<string>;
/** A personal access token of whoever these credentials belong to. */
export declare function makeToken(url: string, credentials: Credentials): Promise<string>;
