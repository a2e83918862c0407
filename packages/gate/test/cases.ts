/** How many cases a property tries: a tenth where thousands of small faults are each tried against it. */
export const cases = (many: number): number => (process.env["FEMTOCLAW_MUTANTS"] === undefined ? many : Math.ceil(many / 10));
