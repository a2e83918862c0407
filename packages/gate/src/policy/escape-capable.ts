// Programs that can start other programs, or write where they are told, when their arguments are open. Allowing one of them
// with open arguments allows anything; `strict` refuses that at load, `industrial` warns.

const names = [
  "ash", "awk", "bash", "busybox", "bun", "cargo", "chroot", "cmd", "cp", "csh", "curl", "dash", "dd", "deno", "docker", "doas", "ed", "emacs", "env", "eval",
  "exec", "expect", "fd", "find", "fish", "flock", "gawk", "gcc", "gdb", "git", "go", "ionice", "java", "kubectl", "less", "lua", "make", "man", "mawk",
  "more", "mv", "mvn", "nano", "nc", "nice", "nmap", "node", "nohup", "npm", "npx", "nsenter", "openssl", "parallel", "perl", "php", "pip", "pnpm", "podman",
  "powershell", "psql", "pwsh", "python", "rsync", "ruby", "rustc", "scp", "script", "sed", "setsid", "sh", "socat", "sqlite3", "ssh", "ssh-agent",
  "stdbuf", "strace", "su", "sudo", "systemctl", "systemd-run", "tar", "taskset", "tclsh", "tee", "time", "timeout", "tmux", "unshare", "unzip", "vi", "vim",
  "watch", "wget", "xargs", "yarn", "zip", "zsh",
] as const;
const known: ReadonlySet<string> = new Set(names);

/** By the last part of the path, without a version at its end: `/usr/bin/python3.11` is `python`. */
export const isEscapeCapable = (program: string): boolean => {
  const name = program.slice(program.lastIndexOf("/") + 1).toLowerCase();
  return known.has(name) || known.has(name.replace(/\.exe$/, "")) || known.has(name.replace(/-?[0-9][0-9.]*$/, ""));
};
