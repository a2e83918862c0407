/**
 * FC-OBS-0001.R6: names whose values are secrets. Compared whole, in lower case and without `-`, `_`, `.` and blanks, so
 * `X-Api-Key` and `apiKey` are found, and `tokens`, `inputTokens` or `secretary` are not.
 */
export const defaultSecretKeys: readonly string[] = Object.freeze([
  "password", "passwd", "passphrase", "pwd",
  "token", "access_token", "refresh_token", "id_token", "auth_token", "session_token", "bearer_token", "api_token", "csrf_token",
  "secret", "client_secret", "secret_key", "secret_access_key", "aws_secret_access_key", "shared_secret",
  "api_key", "x_api_key", "access_key", "private_key", "signing_key", "encryption_key", "ssh_key",
  "authorization", "proxy_authorization", "auth", "credential", "credentials",
  "cookie", "set_cookie", "session_cookie", "connection_string",
]);

const separators = new Set(["-", "_", ".", " "]);

export const normaliseKey = (key: string): string => {
  let normal = "";
  for (const character of key.toLowerCase()) if (!separators.has(character)) normal += character;
  return normal;
};
