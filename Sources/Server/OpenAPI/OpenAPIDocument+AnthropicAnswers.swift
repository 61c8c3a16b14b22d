extension OpenAPIDocument {
  /// Anthropic's API: what is answered.
  static let anthropicAnswers: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "Message": {
            "type": "object",
            "required": ["id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage"],
            "properties": {
              "id": { "type": "string" },
              "type": { "const": "message" },
              "role": { "const": "assistant" },
              "model": { "type": "string" },
              "content": { "type": "array", "items": { "$ref": "#/components/schemas/AnswerBlock" } },
              "stop_reason": { "anyOf": [{ "$ref": "#/components/schemas/StopReason" }, { "type": "null" }] },
              "stop_sequence": { "type": ["string", "null"] },
              "usage": { "$ref": "#/components/schemas/MessageUsage" }
            }
          },
          "AnswerBlock": {
            "anyOf": [
              {
                "type": "object",
                "required": ["type", "text"],
                "properties": {
                  "type": { "const": "text" },
                  "text": { "type": "string" },
                  "citations": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["type", "url", "cited_text"],
                      "properties": {
                        "type": { "const": "web_search_result_location" },
                        "url": { "type": "string" },
                        "title": { "type": ["string", "null"] },
                        "cited_text": { "type": "string" },
                        "encrypted_index": { "type": "string" }
                      }
                    }
                  }
                }
              },
              {
                "type": "object",
                "required": ["type", "thinking", "signature"],
                "properties": {
                  "type": { "const": "thinking" },
                  "thinking": { "type": "string" },
                  "signature": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "name", "input"],
                "properties": {
                  "type": { "type": "string", "enum": ["tool_use", "server_tool_use"] },
                  "id": { "type": "string", "pattern": "^[a-zA-Z0-9_-]+$" },
                  "name": { "type": "string" },
                  "input": { "type": "object" }
                }
              },
              {
                "type": "object",
                "required": ["type", "tool_use_id", "content"],
                "properties": {
                  "type": { "const": "web_search_tool_result" },
                  "tool_use_id": { "type": "string" },
                  "content": { "type": "array" }
                }
              }
            ]
          },
          "StopReason": {
            "type": "string",
            "enum": ["end_turn", "max_tokens", "stop_sequence", "tool_use", "refusal"]
          },
          "MessageUsage": {
            "type": "object",
            "required": ["input_tokens", "output_tokens"],
            "properties": {
              "input_tokens": { "type": "integer", "description": "Without those that came from a cache." },
              "cache_creation_input_tokens": { "type": "integer" },
              "cache_read_input_tokens": { "type": "integer" },
              "output_tokens": { "type": "integer" },
              "server_tool_use": { "type": "object", "properties": { "web_search_requests": { "type": "integer" } } }
            }
          },
          "MessageEvent": {
            "type": "object",
            "required": ["type"],
            "properties": {
              "type": {
                "type": "string",
                "enum": [
                  "message_start", "ping", "content_block_start", "content_block_delta", "content_block_stop",
                  "message_delta", "message_stop", "error"
                ]
              },
              "index": { "type": "integer" },
              "message": { "$ref": "#/components/schemas/Message" },
              "content_block": { "$ref": "#/components/schemas/AnswerBlock" },
              "delta": { "type": "object" },
              "usage": { "$ref": "#/components/schemas/MessageUsage" },
              "error": { "type": "object" }
            }
          },
          "AnthropicModelList": {
            "type": "object",
            "required": ["data", "has_more", "first_id", "last_id"],
            "properties": {
              "data": { "type": "array", "items": { "$ref": "#/components/schemas/AnthropicModel" } },
              "has_more": { "type": "boolean" },
              "first_id": { "type": ["string", "null"] },
              "last_id": { "type": ["string", "null"] }
            }
          },
          "AnthropicModel": {
            "type": "object",
            "required": ["type", "id", "display_name", "created_at"],
            "properties": {
              "type": { "const": "model" },
              "id": { "type": "string" },
              "display_name": { "type": "string" },
              "created_at": { "type": "string", "format": "date-time" },
              "max_input_tokens": { "type": "integer" },
              "max_tokens": { "type": "integer" }
            }
          },
          "AnthropicError": {
            "type": "object",
            "required": ["type", "error"],
            "properties": {
              "type": { "const": "error" },
              "error": {
                "type": "object",
                "required": ["type", "message"],
                "properties": {
                  "type": {
                    "type": "string",
                    "enum": [
                      "invalid_request_error", "authentication_error", "permission_error", "not_found_error",
                      "request_too_large", "rate_limit_error", "api_error", "timeout_error", "overloaded_error"
                    ]
                  },
                  "message": { "type": "string", "minLength": 1 }
                }
              },
              "request_id": { "type": "string" }
            }
          }
        }
      }
    }
    """##
}
