extension OpenAPIDocument {
  /// Anthropic's API: paths.
  static let anthropic: StaticString = ##"""
    {
      "paths": {
        "/v1/messages": {
          "post": {
            "operationId": "createMessage",
            "tags": ["Anthropic"],
            "summary": "Answer a conversation",
            "parameters": [
              { "$ref": "#/components/parameters/anthropic-version" },
              {
                "name": "anthropic-beta",
                "in": "header",
                "description": "Accepted, whatever it says.",
                "schema": { "type": "string" }
              },
              {
                "name": "beta",
                "in": "query",
                "description": "Accepted, whatever it says.",
                "schema": { "type": "string" }
              }
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/MessageRequest" },
                  "example": {
                    "model": "gemini-2.5-flash",
                    "max_tokens": 1024,
                    "messages": [{ "role": "user", "content": "hi" }]
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The message; with `stream` its events.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" },
                  "request-id": { "$ref": "#/components/headers/request-id" },
                  "anthropic-ratelimit-requests-limit": {
                    "$ref": "#/components/headers/anthropic-ratelimit-requests-limit"
                  },
                  "anthropic-ratelimit-requests-remaining": {
                    "$ref": "#/components/headers/anthropic-ratelimit-requests-remaining"
                  },
                  "anthropic-ratelimit-requests-reset": {
                    "$ref": "#/components/headers/anthropic-ratelimit-requests-reset"
                  },
                  "anthropic-ratelimit-tokens-limit": {
                    "$ref": "#/components/headers/anthropic-ratelimit-tokens-limit"
                  },
                  "anthropic-ratelimit-tokens-remaining": {
                    "$ref": "#/components/headers/anthropic-ratelimit-tokens-remaining"
                  },
                  "anthropic-ratelimit-tokens-reset": {
                    "$ref": "#/components/headers/anthropic-ratelimit-tokens-reset"
                  }
                },
                "content": {
                  "application/json": { "schema": { "$ref": "#/components/schemas/Message" } },
                  "text/event-stream": {
                    "schema": {
                      "description": "Events named by their type, from `message_start` to `message_stop`, or to an `error`; their `data` is a `MessageEvent`. `ping` keeps a silent stream alive."
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Anthropic400" },
              "401": { "$ref": "#/components/responses/Anthropic401" },
              "403": { "$ref": "#/components/responses/Anthropic403" },
              "404": { "$ref": "#/components/responses/Anthropic404" },
              "413": { "$ref": "#/components/responses/Anthropic413" },
              "415": { "$ref": "#/components/responses/Anthropic415" },
              "429": { "$ref": "#/components/responses/Anthropic429" },
              "500": { "$ref": "#/components/responses/Anthropic500" },
              "502": { "$ref": "#/components/responses/Anthropic502" },
              "504": { "$ref": "#/components/responses/Anthropic504" },
              "529": { "$ref": "#/components/responses/Anthropic529" }
            }
          }
        },
        "/v1/messages/count_tokens": {
          "post": {
            "operationId": "countMessageTokens",
            "tags": ["Anthropic"],
            "summary": "Count the tokens of a conversation",
            "parameters": [
              { "$ref": "#/components/parameters/anthropic-version" },
              {
                "name": "anthropic-beta",
                "in": "header",
                "description": "Accepted, whatever it says.",
                "schema": { "type": "string" }
              },
              {
                "name": "beta",
                "in": "query",
                "description": "Accepted, whatever it says.",
                "schema": { "type": "string" }
              }
            ],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/MessageRequest" },
                  "example": { "model": "gemini-2.5-flash", "messages": [{ "role": "user", "content": "hi" }] }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The count, with the system prompt and the tools.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "request-id": { "$ref": "#/components/headers/request-id" },
                  "anthropic-ratelimit-requests-limit": {
                    "$ref": "#/components/headers/anthropic-ratelimit-requests-limit"
                  },
                  "anthropic-ratelimit-requests-remaining": {
                    "$ref": "#/components/headers/anthropic-ratelimit-requests-remaining"
                  },
                  "anthropic-ratelimit-requests-reset": {
                    "$ref": "#/components/headers/anthropic-ratelimit-requests-reset"
                  },
                  "anthropic-ratelimit-tokens-limit": {
                    "$ref": "#/components/headers/anthropic-ratelimit-tokens-limit"
                  },
                  "anthropic-ratelimit-tokens-remaining": {
                    "$ref": "#/components/headers/anthropic-ratelimit-tokens-remaining"
                  },
                  "anthropic-ratelimit-tokens-reset": {
                    "$ref": "#/components/headers/anthropic-ratelimit-tokens-reset"
                  }
                },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["input_tokens"],
                      "properties": { "input_tokens": { "type": "integer" } }
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Anthropic400" },
              "401": { "$ref": "#/components/responses/Anthropic401" },
              "403": { "$ref": "#/components/responses/Anthropic403" },
              "404": { "$ref": "#/components/responses/Anthropic404" },
              "413": { "$ref": "#/components/responses/Anthropic413" },
              "415": { "$ref": "#/components/responses/Anthropic415" },
              "429": { "$ref": "#/components/responses/Anthropic429" },
              "500": { "$ref": "#/components/responses/Anthropic500" },
              "502": { "$ref": "#/components/responses/Anthropic502" },
              "504": { "$ref": "#/components/responses/Anthropic504" },
              "529": { "$ref": "#/components/responses/Anthropic529" }
            }
          }
        }
      },
      "components": {
        "parameters": {
          "anthropic-version": {
            "name": "anthropic-version",
            "in": "header",
            "description": "Any version; on paths that several APIs have it asks for Anthropic's shape.",
            "schema": { "type": "string" },
            "example": "2023-06-01"
          }
        },
        "responses": {
          "Anthropic400": {
            "description": "The request cannot be read or Gemini cannot be asked for it; the message names the field.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic401": {
            "description": "The API key is missing or not one of this proxy's.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic403": {
            "description": "The key may not do this, or a keyless proxy was asked from elsewhere.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic404": {
            "description": "There is no such model, or nothing of that id.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic413": {
            "description": "The body is longer than `max_body_bytes`.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic415": {
            "description": "The body has a `Content-Encoding`, or a type that cannot be read.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic429": {
            "description": "A limit of Google's, or of the client's key, is used up.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" },
              "anthropic-ratelimit-requests-limit": {
                "$ref": "#/components/headers/anthropic-ratelimit-requests-limit"
              },
              "anthropic-ratelimit-requests-remaining": {
                "$ref": "#/components/headers/anthropic-ratelimit-requests-remaining"
              },
              "anthropic-ratelimit-requests-reset": {
                "$ref": "#/components/headers/anthropic-ratelimit-requests-reset"
              },
              "anthropic-ratelimit-tokens-limit": { "$ref": "#/components/headers/anthropic-ratelimit-tokens-limit" },
              "anthropic-ratelimit-tokens-remaining": {
                "$ref": "#/components/headers/anthropic-ratelimit-tokens-remaining"
              },
              "anthropic-ratelimit-tokens-reset": { "$ref": "#/components/headers/anthropic-ratelimit-tokens-reset" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic500": {
            "description": "The proxy failed.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic502": {
            "description": "Google could not be reached, refused the proxy's account, or gave no answer.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic504": {
            "description": "Google was silent for too long.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          },
          "Anthropic529": {
            "description": "Nothing can be asked now: the proxy is not signed in, is full or is ending, or Google has no capacity.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "request-id": { "$ref": "#/components/headers/request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/AnthropicError" } } }
          }
        }
      }
    }
    """##
}
