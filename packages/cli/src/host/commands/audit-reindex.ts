// femtoclaw audit reindex: whatever is folded of the journal is thrown away and folded anew (FC-MEM-0001.R13, FC-AUDIT-0001.R8).
import { rebuildIndex } from "@femtoclaw/memory/host";
import { exitCode } from "../../exit-code.ts";
import { plural } from "../../quantity.ts";
import { dim, plain, span } from "../../styled-line.ts";
import type { CommandAction } from "../session.ts";
import { journalDirectory } from "../settings.ts";

export const auditReindex: CommandAction = async (session) => {
  const journal = await journalDirectory(session);
  session.screen.status("reading");
  const { records } = await rebuildIndex(journal);
  session.screen.status(null);
  session.screen.print([[span("good", "index rebuilt"), plain(`  from ${plural(records, "record")}`), dim("  no record was touched")]]);
  return { exitCode: exitCode.success, document: { journal, records } };
};
