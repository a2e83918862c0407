// What a runtime does when it was given nothing to do: it proves that it is awake and that nothing is allowed unasked.

export const selfCheckTask = "Report whether you are ready.";

export const selfCheckScenario = `version: 1
name: self-check
steps:
  - say: {tool_call: {tool: system.info, args: {}}}
    comment: asks for something; under a policy that allows nothing, this is denied
  - say: {message: {content: "Ready. What the policy does not allow is denied."}}
then: repeat-last
`;
