extension OpenAPIDocument {
  /// What all APIs share: what the document is, how keys are sent, which headers answers have.
  static let frame: StaticString = ##"""
    {
      "openapi": "3.1.0",
      "info": {
        "title": "gemini-proxy",
        "version": "0",
        "summary": "OpenAI's, Anthropic's, Gemini's and Ollama's APIs, answered by Gemini.",
        "description": "Every API takes every way of sending the key, and is told of errors in its own shape.\n\nFields that are not described are accepted; what cannot be passed on is left out and named in `x-gemini-proxy-adjustments`. `null` stands for a field that is not there, and numbers may be strings.\n\nPaths are forgiving: OpenAI's work without `/v1`, doubled slashes and doubled base paths change nothing, and Gemini's work under `/v1` and `/v1alpha` too. `HEAD` is answered wherever `GET` is and `OPTIONS` everywhere. A request that is no sound HTTP is answered 400, 408, 411, 413, 414, 417, 431, 501 or 505 before its path is looked at; another method than those described gets 405 with `Allow`, an unknown path 404.",
        "license": { "name": "MIT", "identifier": "MIT" }
      },
      "servers": [{ "url": "/" }],
      "security": [
        { "bearer": [] },
        { "googleKey": [] },
        { "anthropicKey": [] },
        { "azureKey": [] },
        { "queryKey": [] }
      ],
      "tags": [
        { "name": "OpenAI", "description": "Chat and text completions, embeddings, images, sound and models." },
        { "name": "OpenAI Responses", "description": "Responses, and those that are kept to go on from." },
        { "name": "Anthropic", "description": "Messages and the count of their tokens." },
        { "name": "Gemini", "description": "Google's own API, in the forms of AI Studio and Vertex AI." },
        { "name": "Ollama", "description": "For clients that know no other server of models." },
        { "name": "Service", "description": "Whether the proxy runs, the sign-in, this document." }
      ],
      "components": {
        "securitySchemes": {
          "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of `api_keys`, as OpenAI's clients send it."
          },
          "googleKey": {
            "type": "apiKey",
            "in": "header",
            "name": "x-goog-api-key",
            "description": "As Gemini's clients send it."
          },
          "anthropicKey": {
            "type": "apiKey",
            "in": "header",
            "name": "x-api-key",
            "description": "As Anthropic's clients send it."
          },
          "azureKey": {
            "type": "apiKey",
            "in": "header",
            "name": "api-key",
            "description": "As Azure's clients send it."
          },
          "queryKey": {
            "type": "apiKey",
            "in": "query",
            "name": "key",
            "description": "As older clients of Gemini's send it."
          }
        },
        "headers": {
          "x-request-id": {
            "description": "The id of the request: the client's own, if it sent one of 1 to 128 letters, digits, `.`, `_` and `-`, else a new one.",
            "schema": { "type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$" }
          },
          "Retry-After": {
            "description": "Seconds after which a retry makes sense.",
            "schema": { "type": "integer", "minimum": 0 }
          },
          "x-should-retry": {
            "description": "`false` where a person or the next day has to come first; some SDKs obey.",
            "schema": { "type": "string", "enum": ["true", "false"] }
          },
          "x-ratelimit-limit-requests": {
            "description": "The requests a minute of a key that has such a limit.",
            "schema": { "type": "integer" }
          },
          "x-ratelimit-remaining-requests": {
            "description": "How many of the requests a minute are left.",
            "schema": { "type": "integer" }
          },
          "x-ratelimit-reset-requests": {
            "description": "The time until the limit is whole again, such as `6m0s`.",
            "schema": { "type": "string" }
          },
          "x-ratelimit-limit-tokens": {
            "description": "The tokens a day of a key that has such a limit.",
            "schema": { "type": "integer" }
          },
          "x-ratelimit-remaining-tokens": {
            "description": "How many of the tokens a day are left.",
            "schema": { "type": "integer" }
          },
          "x-ratelimit-reset-tokens": {
            "description": "The time until the limit is whole again, such as `6m0s`.",
            "schema": { "type": "string" }
          },
          "anthropic-ratelimit-requests-limit": {
            "description": "The requests a minute of a key that has such a limit.",
            "schema": { "type": "integer" }
          },
          "anthropic-ratelimit-requests-remaining": {
            "description": "How many of the requests a minute are left.",
            "schema": { "type": "integer" }
          },
          "anthropic-ratelimit-requests-reset": {
            "description": "When the limit is whole again.",
            "schema": { "type": "string", "format": "date-time" }
          },
          "anthropic-ratelimit-tokens-limit": {
            "description": "The tokens a day of a key that has such a limit.",
            "schema": { "type": "integer" }
          },
          "anthropic-ratelimit-tokens-remaining": {
            "description": "How many of the tokens a day are left.",
            "schema": { "type": "integer" }
          },
          "anthropic-ratelimit-tokens-reset": {
            "description": "When the limit is whole again.",
            "schema": { "type": "string", "format": "date-time" }
          },
          "x-gemini-proxy-model": {
            "description": "The model that answered, where that is not the one asked for.",
            "schema": { "type": "string" }
          },
          "x-gemini-proxy-adjustments": {
            "description": "The names of what was changed or left out to fit the request to Gemini, such as `dropped:logit_bias`.",
            "schema": { "type": "string" }
          },
          "request-id": {
            "description": "The same as `x-request-id`, for Anthropic's clients.",
            "schema": { "type": "string" }
          },
          "ETag": {
            "description": "Names this version of the document, for `If-None-Match`.",
            "schema": { "type": "string" }
          }
        }
      }
    }
    """##
}
