import { gateway, installed, keyOf, mends, notSupported, report } from './shared/agents.js';

const key = keyOf('claude-code');
const bedrockId = 'us.anthropic.claude-sonnet-4-6';
const onlyMessages = notSupported('it speaks Messages only');

const speaks = (operation, env, why) => mends({
  tenant: 'claude-code',
  operation,
  command: () => ['node', installed('@anthropic-ai/claude-code/cli-wrapper.cjs'),
    '-p', '--output-format', 'json', '--permission-mode', 'acceptEdits'],
  env: {
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ANTHROPIC_MODEL: bedrockId,
    ANTHROPIC_DEFAULT_HAIKU_MODEL: bedrockId,
    ...env,
  },
  script: path => [
    ['Read', { file_path: path }],
    ['Edit', { file_path: path, old_string: 'wrld', new_string: 'world' }]],
  why,
});

await report('@anthropic-ai/claude-code', {
  chat: onlyMessages,
  messages: speaks('AnthropicMessagesStream', { ANTHROPIC_BASE_URL: gateway, ANTHROPIC_AUTH_TOKEN: key },
    "with Bedrock's id as its model, by which it decides what the model can do"),
  bedrock: speaks('InvokeModelWithResponseStream', { CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_BEDROCK_BASE_URL: gateway, AWS_BEARER_TOKEN_BEDROCK: key, AWS_REGION: 'us-east-1' }),
  responses: onlyMessages,
  translated: onlyMessages,
});
