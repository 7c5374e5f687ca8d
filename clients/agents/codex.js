import { gateway, installed, keyOf, mends, notSupported, report } from './shared/agents.js';

const onlyResponses = notSupported('it speaks Responses only');

/** A provider of its own, without the features that only OpenAI's servers have: searches and subagents. */
const settings = model => `
model = "${model}"
model_provider = "breakwater"
web_search = "disabled"
check_for_update_on_startup = false

[model_providers.breakwater]
name = "Breakwater"
base_url = "${gateway}/openai/v1"
env_key = "BREAKWATER_KEY"
wire_api = "responses"

[agents]
enabled = false

[analytics]
enabled = false
`;

const speaks = (operation, model) => mends({
  tenant: 'codex',
  operation,
  command: () => ['node', installed('@openai/codex/bin/codex.js'),
    'exec', '--json', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', '-'],
  env: { BREAKWATER_KEY: keyOf('codex') },
  files: { '.codex/config.toml': settings(model) },
  script: path => [['exec_command', { cmd: `sed -i.before s/wrld/world/ ${path}` }]],
});

await report('@openai/codex', {
  chat: onlyResponses,
  messages: onlyResponses,
  bedrock: onlyResponses,
  responses: speaks('ResponsesStream', 'gpt'),
  translated: speaks('ConverseStream', 'claude-sonnet'),
});
