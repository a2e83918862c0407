import { noFlow, takeIn, type FlowContext } from "@femtoclaw/gate";

const untrusted = takeIn(noFlow, { source: "unknown", trust: "untrusted", secret: false }, "");

/** What a call is judged by that no run makes: nothing was taken in yet, or something untrusted was. */
export const assumedFlow = (afterUntrusted: boolean): FlowContext => (afterUntrusted ? untrusted : noFlow);
