import { entry } from "./entry.ts";

/** What can go wrong inside a capability once it was authorised (FC-CLAW-0001 to 0004). */
export const clawFaults = {
  // Definition and grant: FC-CLAW-0001.
  FC_CLAW_DEFINITION_INVALID: entry("configuration", "FC-CLAW-0001", "a claw's definition is not usable", "Correct the named part of the descriptor; the claw is not assembled until then."),
  FC_CLAW_GRANT_MISMATCH: entry("denied", "FC-CLAW-0001.R10", "a claw was given a grant that is not its own", "This is a defect in an assembled part; nothing was done. Report it with the journal."),
  FC_CLAW_DEFECT: entry("claw", "FC-EXEC-0001.R13", "a claw threw, or answered with something that is no result", "Correct the claw; run it alone against the same grant to see what it does."),
  FC_CLAW_RESULT_TOO_LONG: entry("limit", "FC-CLAW-0001.R14", "a claw handed back more than its grant lets it keep", "Let the claw cut its own result at limits.maxOutputBytes."),
  FC_CLAW_TIMED_OUT: entry("limit", "FC-EXEC-0001.R6", "the effect was ended at its deadline", "Raise limits.timeoutMs of the capability in the policy, or ask for less at once."),
  FC_CLAW_CANCELLED: entry("interrupted", "FC-CLAW-0001.R13", "the effect was cancelled before it finished", "What it did before is in the record; start the task again when ready."),
  FC_CLAW_OUTPUT_LIMIT: entry("limit", "FC-CLAW-0001.R14", "the effect produced more than its grant lets it keep", "Raise limits.maxOutputBytes of the capability in the policy, or ask for less at once."),
  // Programs: FC-CLAW-0002.
  FC_CLAW_EXECUTABLE_CHANGED: entry("denied", "FC-SEC-0001.R10", "the program is not the one that was pinned", "Find out who changed it; then pin the new digest in the policy."),
  FC_CLAW_SPAWN_FAILED: entry("claw", "FC-CLAW-0002", "the program could not be started", "Check that the program and its working directory exist and may be used by this user."),
  FC_CLAW_EXIT_STATUS: entry("claw", "FC-CLAW-0002", "the program ended without success", "See its output in the record."),
  // Files: FC-CLAW-0003.
  FC_CLAW_PATH_ESCAPES: entry("denied", "FC-SEC-0001.R7", "the way to the file leads through a link", "Find out who put the link there after the decision; nothing was touched."),
  FC_CLAW_PATH_MISSING: entry("claw", "FC-CLAW-0003", "the file or directory does not exist", "Check the path; its parent must exist before a file is written."),
  FC_CLAW_PATH_EXISTS: entry("claw", "FC-CLAW-0003", "the file exists already", "Use the mode `replace`, or another name."),
  FC_CLAW_PATH_KIND: entry("claw", "FC-CLAW-0003", "the path names another kind of thing than the call needs", "Only regular files are read and written, and only directories are listed."),
  FC_CLAW_PATH_ACCESS: entry("claw", "FC-CLAW-0003", "the operating system refused or failed the access", "Look up the error number that was found; check permissions and free space."),
  FC_CLAW_WRITE_TOO_LARGE: entry("denied", "FC-CLAW-0003", "there is more to write than the grant allows", "Raise maxBytes of the rule in the policy, or write less."),
  // Network: FC-CLAW-0004.
  FC_CLAW_ADDRESS_NOT_GRANTED: entry("denied", "FC-SEC-0001.R9", "the connection went to an address that was not granted", "This is an attack on name resolution or a defect; nothing was sent."),
  FC_CLAW_HTTP_UNREACHABLE: entry("claw", "FC-CLAW-0004", "no connection to the server came about", "Check that the server is up and that its certificate is valid for its name."),
  FC_CLAW_HTTP_BROKEN: entry("claw", "FC-CLAW-0004", "the server's answer was broken off or ill-formed", "Try again later; if it stays so, the server is at fault."),
  FC_CLAW_HTTP_STATUS: entry("claw", "FC-CLAW-0004", "the server answered with an error status", "See the answer in the record."),
  FC_CLAW_HTTP_REDIRECT_INVALID: entry("claw", "FC-CLAW-0004", "the server's redirect cannot be followed", "Ask for the final URL directly."),
  FC_CLAW_HTTP_REDIRECT_LIMIT: entry("limit", "FC-CLAW-0004", "the server redirected too often", "Ask for the final URL directly."),
  FC_CLAW_HTTP_REDIRECT_DENIED: entry("denied", "FC-CLAW-0001.R12", "the gate denied the target of a redirect", "See the decision in the record; add a rule for the target if it is wanted."),
} as const;
