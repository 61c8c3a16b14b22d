#!/usr/bin/env bash
# The six commands a newcomer would try first, as they would type them. Usage: newcomer_curl.sh BASE-URL KEY
set -euo pipefail
BASE=$1
KEY=$2

expect() { # a name, what the answer must contain, then the command
  local name=$1 part=$2 answer
  shift 2
  if ! answer=$("$@") || [[ $answer != *"$part"* ]]; then
    echo "$name: expected $part, got: $answer" >&2
    exit 1
  fi
  echo "ok   curl: $name"
}

expect "OpenAI models" '"object":"list"' \
  curl -sS --fail-with-body "$BASE/v1/models" -H "Authorization: Bearer $KEY"

expect "OpenAI chat" '"finish_reason":"stop"' \
  curl -sS --fail-with-body "$BASE/v1/chat/completions" -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \
  -d '{"model": "gemini-2.5-flash", "messages": [{"role": "user", "content": "Hello!"}]}'

expect "OpenAI stream" 'data: [DONE]' \
  curl -sSN --fail-with-body "$BASE/v1/chat/completions" -H "x-api-key: $KEY" -H "Content-Type: application/json" \
  -d '{"model": "gemini-2.5-flash", "stream": true, "messages": [{"role": "user", "content": "Hello!"}]}'

expect "Gemini models" '"name":"models/gemini-2.5-flash"' \
  curl -sS --fail-with-body "$BASE/v1beta/models" -H "x-goog-api-key: $KEY"

expect "Gemini generate" '"finishReason"' \
  curl -sS --fail-with-body "$BASE/v1beta/models/gemini-2.5-flash:generateContent" -H "x-goog-api-key: $KEY" \
  -H "Content-Type: application/json" -d '{"contents": [{"parts": [{"text": "Hello!"}]}]}'

expect "Gemini stream" '"finishReason"' \
  curl -sSN --fail-with-body "$BASE/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse&key=$KEY" \
  -H "Content-Type: application/json" -d '{"contents": [{"parts": [{"text": "Hello!"}]}]}'
