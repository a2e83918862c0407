// What `init` writes. The policy allows nothing as it stands; every block in it is valid once its `#`s are taken away, alone or with others.
export interface InitChoices {
  readonly brain: "simulation" | "openai";
  readonly endpoint: string;
  readonly model: string;
  /** Null where the server wants no key. */
  readonly apiKeyEnv: string | null;
}

export const defaultEndpoint = "http://127.0.0.1:11434/v1";
export const defaultModel = "llama3.2";

/** A JSON string is a YAML string, whatever stands in it. */
const quoted = (text: string): string => JSON.stringify(text);

const brainText = ({ brain, endpoint, model, apiKeyEnv }: InitChoices): string => {
  if (brain === "simulation") {
    return `brain:
  kind: simulation               # says what the scenario says: no model, no network, the same every time
  scenario: scenario.yaml

# Any OpenAI-compatible server in its place (hosted, Ollama, llama.cpp, LM Studio, vLLM):
# brain:
#   kind: openai
#   endpoint: ${defaultEndpoint}
#   model: ${defaultModel}
#   apiKeyEnv: OPENAI_API_KEY    # the name of the variable; the key itself stands in no file`;
  }
  return `brain:
  kind: openai                   # any OpenAI-compatible server
  endpoint: ${quoted(endpoint)}
  model: ${quoted(model)}
${apiKeyEnv === null ? "  # apiKeyEnv: OPENAI_API_KEY    # the name of the variable; the key itself stands in no file" : `  apiKeyEnv: ${apiKeyEnv}`}

# Without a model and without a network, the same every time:
# brain:
#   kind: simulation
#   scenario: scenario.yaml`;
};

export const configText = (choices: InitChoices): string => `# FemtoClaw configuration. Paths are seen from this file. \`femtoclaw doctor\` checks it.
version: 1
workspace: .                     # where relative paths of calls and of the policy start
journal: .femtoclaw/journal      # every decision and outcome, append-only; \`femtoclaw audit verify\` checks it
policy: policy.yaml              # what may be done; everything else is denied

${brainText(choices)}

# log: {level: info, file: .femtoclaw/log.jsonl}
# secretsFromEnvironment: [API_TOKEN]   # values that are kept out of records, logs and context
# secretsFromFiles: [/run/secrets/token]   # one secret a file; a commitment stands in its place, under the key in .femtoclaw/journal.secrets.key
# limits: {inferenceTimeoutMs: 120000, maxReplyBytes: 65536, maxConsecutiveRejections: 3}
`;

export const policyText = `# What the agent may do. As it stands, nothing: what no rule allows is denied.
# To allow something, take the # away from every line of its block (fs.list has four), then run \`femtoclaw policy check\`.
version: 1
name: my-agent

capabilities:
  system.info: {enabled: false}

  #fs.list:
  #  allow:
  #    - id: look-around
  #      path: {within: .}

  #fs.read:
  #  allow:
  #    - id: read-workspace
  #      path: {within: ., not: ["**/.git/**", "**/.env"]}

  #fs.write:
  #  require: approval             # somebody is asked each time, about exactly this file and content
  #  allow:
  #    - id: notes
  #      path: {within: ./notes}
  #      maxBytes: 65536

  #shell:
  #  allow:
  #    - id: read-history          # git log --oneline -n 1..50, and no other word
  #      bin: git                  # a pattern that can begin with - needs a literal -- before it
  #      argv: [log, --oneline, {flag: -n, int: {min: 1, max: 50}}]
  #      environment:              # git refuses a checkout of another owner unless told otherwise
  #        GIT_CONFIG_COUNT: "1"
  #        GIT_CONFIG_KEY_0: safe.directory
  #        GIT_CONFIG_VALUE_0: "*"
  #  limits: {timeoutMs: 10000, maxOutputBytes: 65536, perRun: 20}

  #http.get:
  #  allow:
  #    - id: status-page
  #      url: {origin: "https://status.example.com", path: "/v1/*"}

#budgets:
#  perRun: {steps: 30, executions: 20, wallMs: 600000}
`;

export const scenarioText = `# What the simulated brain says, step by step. Each \`say\` is one answer; \`comment\` is shown to people only.
version: 1
name: first-steps
steps:
  - comment: look around
    say: {tool_call: {tool: fs.list, args: {path: .}}}
  - comment: try something that no sensible policy allows
    say: {bin: rm, argv: [-rf, /]}
  - comment: answer
    say: {message: {content: "Done. Each decision above names the rule that allowed it, or what was missing. Open policy.yaml, take the # away from the four lines of fs.list, and run again."}}
then: repeat-last
`;
