export interface Snippet {
  title: string;
  code: string;
}

const key = 'spk_YOUR_KEY';

function openAi(base: string): Snippet[] {
  return [
    {
      title: 'OpenAI SDK, Python',
      code: `from openai import OpenAI

client = OpenAI(
    base_url="${base}/v1",
    api_key="${key}",
)
answer = client.chat.completions.create(
    model="gpt-4o-mini",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`,
    },
    {
      title: 'OpenAI SDK, JavaScript',
      code: `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${base}/v1",
  apiKey: "${key}",
});
const answer = await client.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "Hello" }],
});
console.log(answer.choices[0].message.content);`,
    },
    {
      title: 'curl',
      code: `curl ${base}/v1/chat/completions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-4o-mini",
       "messages": [{"role": "user", "content": "Hello"}]}'`,
    },
  ];
}

function anthropic(base: string): Snippet[] {
  return [
    {
      title: 'Anthropic SDK, Python',
      code: `from anthropic import Anthropic

client = Anthropic(
    base_url="${base}",
    api_key="${key}",
)
answer = client.messages.create(
    model="claude-sonnet-4-5",
    max_tokens=256,
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.content[0].text)`,
    },
    {
      title: 'Claude Code',
      code: `export ANTHROPIC_BASE_URL="${base}"
export ANTHROPIC_AUTH_TOKEN="${key}"
claude`,
    },
    {
      title: 'curl',
      code: `curl ${base}/v1/messages \\
  -H "x-api-key: ${key}" \\
  -H "anthropic-version: 2023-06-01" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "claude-sonnet-4-5", "max_tokens": 256,
       "messages": [{"role": "user", "content": "Hello"}]}'`,
    },
  ];
}

/** What clients of this provider call their base URL: OpenAI's hold the version, Anthropic's add it. */
export function baseUrl(provider: string, base: string): string {
  return provider === 'anthropic' ? base : `${base}/v1`;
}

/** A client changes its base URL and its key, nothing else. */
export function snippets(provider: string, base: string): Snippet[] {
  return provider === 'anthropic' ? anthropic(base) : openAi(base);
}
