// FC-CLAW-0003: what the operating system refuses becomes a fault of the catalogue, by its error number.
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";

/** A system call whose failure is an answer. */
export const attempt = async <T>(call: () => Promise<T>): Promise<Result<T, Fault>> => {
  try {
    return ok(await call());
  } catch (thrown) {
    return fail(faultOfErrno(thrown));
  }
};

export const escapes = (): Fault => fault("FC_CLAW_PATH_ESCAPES", "a way without links", "a symbolic link");

const faultOfErrno = (thrown: unknown): Fault => {
  const errno = thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "UNKNOWN";
  switch (errno) {
    case "ENOENT":
    case "ENOTDIR":
      return fault("FC_CLAW_PATH_MISSING", "an existing file or directory", errno);
    case "EEXIST":
      return fault("FC_CLAW_PATH_EXISTS", "no file of that name", errno);
    case "ELOOP":
      return escapes();
    default:
      return fault("FC_CLAW_PATH_ACCESS", "access", errno);
  }
};
