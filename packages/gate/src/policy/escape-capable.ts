// Programs that can start other programs, run code or write where they are told, when their arguments are open. Allowing one
// of them with open arguments allows anything; `strict` refuses that at load, `industrial` warns. The list cannot be complete:
// it catches mistakes of policy authors, and is no boundary.
import { baseName } from "./program-names.ts";

/** An operand is a program, code, a script or a place to send to: every argument has to be pinned. */
const byOperand = [
  "ash", "at", "awk", "bash", "batch", "busybox", "cc", "choom", "chroot", "chrt", "clang", "cmake", "cmd", "coreutils", "cpio", "crontab", "csh", "curl",
  "dash", "dd", "doas", "ed", "elinks", "emacs", "env", "eval", "ex", "exec", "expect", "fish", "flock", "g++", "gawk", "gcc", "gdb", "ionice", "java",
  "jshell", "ksh", "ld", "ld.so", "less", "lua", "luajit", "lynx", "make", "man", "mawk", "more", "nano", "nc", "ncat", "nice", "ninja", "nmap", "node",
  "nohup", "nsenter", "nvim", "osascript", "parallel", "perl", "php", "pkexec", "powershell", "prlimit", "psql", "pwsh", "pytest", "python", "rbash", "rsync",
  "ruby", "run-parts", "runuser", "rustc", "rvim", "scp", "screen", "script", "sed", "setarch", "setpriv", "setsid", "sftp", "sg", "sh", "socat", "sqlite3",
  "ssh", "ssh-agent", "start-stop-daemon", "stdbuf", "strace", "su", "sudo", "systemd-run", "tar", "taskset", "tclsh", "telnet", "time", "timeout", "tmux",
  "toybox", "tsx", "unshare", "valgrind", "vi", "view", "vim", "watch", "wget", "xargs", "zsh",
] as const;

/** The first operand chooses what is done: it has to be pinned, and no later argument may be taken for an option. */
const bySubcommand = [
  "apk", "apt", "apt-get", "bun", "bundle", "cargo", "composer", "corepack", "deno", "dnf", "docker", "gem", "gh", "git", "go", "gradle", "hg", "ip", "jq",
  "kubectl", "mvn", "npm", "npx", "openssl", "pip", "pipx", "pnpm", "podman", "poetry", "svn", "systemctl", "terraform", "uv", "yarn",
] as const;

/** An option starts a program, or writes to a place of its own: no argument may be taken for an option. */
const byOption = [
  "bzip2", "cp", "dpkg", "fd", "find", "gpg", "gzip", "install", "ln", "lzma", "mv", "rg", "rpm", "sort", "split", "tcpdump", "tee", "tree", "unxz", "unzip",
  "xz", "xzcat", "zip", "zstd", "zstdcat",
] as const;

export type EscapeRoute = "operand" | "subcommand" | "option";

const routes: ReadonlyMap<string, EscapeRoute> = new Map([
  ...byOption.map((name) => [name, "option"] as const),
  ...bySubcommand.map((name) => [name, "subcommand"] as const),
  ...byOperand.map((name) => [name, "operand"] as const),
]);

/** By the last part of the path, with or without a version at its end: `/usr/bin/python3.11` is `python`. */
export const escapeRoute = (program: string): EscapeRoute | null => {
  const name = baseName(program).toLowerCase().replace(/\.exe$/, "");
  if (name.startsWith("ld-linux") || name.startsWith("ld-musl")) return "operand";
  return routes.get(name) ?? routes.get(name.replace(/-?[0-9][0-9.]*$/, "")) ?? null;
};
