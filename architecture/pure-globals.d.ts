// The one thing of the platform, beyond the language, that core's driver may hold: every engine we target has it, and it touches
// nothing. Seen only by the check of the pure code, which otherwise knows no host.
interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
