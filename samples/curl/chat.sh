#!/usr/bin/env bash
# One chat completion with curl. The header x-request-id names the exchange in "Live traffic" and in the audit trail.
set -euo pipefail
: "${OPENAI_BASE_URL:?such as http://127.0.0.1:8080/llm/openai/v1}" "${OPENAI_API_KEY:?an API key of the gateway, spk_...}"

curl --silent --show-error --include --fail-with-body "$OPENAI_BASE_URL/chat/completions" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "What is a sallyport?"}]}'
