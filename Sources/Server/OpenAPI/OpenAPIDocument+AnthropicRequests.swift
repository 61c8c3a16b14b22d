extension OpenAPIDocument {
  /// Anthropic's API: what is asked.
  static let anthropicRequests: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "MessageRequest": {
            "type": "object",
            "required": ["model", "messages"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "messages": {
                "type": "array",
                "items": { "$ref": "#/components/schemas/InputMessage" },
                "minItems": 1
              },
              "system": {
                "anyOf": [
                  { "type": "string" },
                  {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["type", "text"],
                      "properties": { "type": { "const": "text" }, "text": { "type": "string" } }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "max_tokens": { "type": ["integer", "null"], "description": "Without one it is the model's own." },
              "stream": { "type": ["boolean", "null"] },
              "temperature": { "type": ["number", "null"], "description": "Moved into 0 to 2." },
              "top_p": { "type": ["number", "null"], "description": "Moved into 0 to 1." },
              "top_k": { "type": ["integer", "null"] },
              "stop_sequences": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] },
              "tools": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/AnthropicTool" } },
                  { "type": "null" }
                ]
              },
              "tool_choice": {
                "anyOf": [
                  {
                    "type": "object",
                    "required": ["type"],
                    "properties": {
                      "type": { "type": "string", "description": "`auto`, `any`, `tool` or `none`." },
                      "name": { "type": "string" },
                      "disable_parallel_tool_use": { "type": ["boolean", "null"] }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "thinking": { "$ref": "#/components/schemas/Thinking" },
              "output_config": {
                "anyOf": [
                  {
                    "type": "object",
                    "properties": {
                      "effort": { "$ref": "#/components/schemas/Effort" },
                      "format": {
                        "anyOf": [
                          {
                            "type": "object",
                            "properties": { "type": { "type": "string" }, "schema": { "type": "object" } }
                          },
                          { "type": "null" }
                        ]
                      }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "output_format": {
                "anyOf": [
                  {
                    "type": "object",
                    "properties": { "type": { "type": "string" }, "schema": { "type": "object" } }
                  },
                  { "type": "null" }
                ],
                "description": "The older place of `output_config.format`."
              },
              "metadata": { "anyOf": [{ "type": "object" }, { "type": "null" }] },
              "betas": {},
              "anthropic_version": {},
              "anthropic_beta": {}
            }
          },
          "InputMessage": {
            "type": "object",
            "required": ["role", "content"],
            "properties": {
              "role": { "type": "string", "description": "`user`, `assistant` or `system`." },
              "content": {
                "anyOf": [
                  { "type": "string" },
                  { "type": "array", "items": { "$ref": "#/components/schemas/ContentBlock" } }
                ]
              }
            }
          },
          "ContentBlock": {
            "anyOf": [
              {
                "type": "object",
                "required": ["type", "text"],
                "properties": { "type": { "const": "text" }, "text": { "type": "string" } }
              },
              {
                "type": "object",
                "required": ["type", "source"],
                "properties": {
                  "type": { "type": "string", "enum": ["image", "document"] },
                  "source": { "$ref": "#/components/schemas/Source" },
                  "title": { "type": ["string", "null"] },
                  "context": { "type": ["string", "null"] }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "name", "input"],
                "properties": {
                  "type": { "const": "tool_use" },
                  "id": { "type": "string" },
                  "name": { "type": "string" },
                  "input": { "type": "object" }
                }
              },
              {
                "type": "object",
                "required": ["type", "tool_use_id"],
                "properties": {
                  "type": { "const": "tool_result" },
                  "tool_use_id": { "type": "string" },
                  "content": {
                    "anyOf": [
                      { "type": "string" },
                      { "type": "array", "items": { "$ref": "#/components/schemas/ContentBlock" } },
                      { "type": "null" }
                    ]
                  },
                  "is_error": { "type": ["boolean", "null"] }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": { "const": "thinking" },
                  "thinking": { "type": "string" },
                  "signature": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": { "type": { "const": "redacted_thinking" }, "data": { "type": "string" } }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": { "const": "search_result" },
                  "title": { "type": "string" },
                  "source": { "type": "string" },
                  "content": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["type", "text"],
                      "properties": { "type": { "const": "text" }, "text": { "type": "string" } }
                    }
                  }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": { "type": { "const": "tool_reference" }, "tool_name": { "type": "string" } }
              }
            ],
            "description": "Blocks of other types are left out."
          },
          "Source": {
            "anyOf": [
              {
                "type": "object",
                "required": ["type", "data"],
                "properties": {
                  "type": { "const": "base64" },
                  "media_type": { "type": "string" },
                  "data": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type", "url"],
                "properties": { "type": { "const": "url" }, "url": { "type": "string" } }
              },
              {
                "type": "object",
                "required": ["type", "data"],
                "properties": { "type": { "const": "text" }, "data": { "type": "string" } }
              },
              {
                "type": "object",
                "required": ["type", "content"],
                "properties": {
                  "type": { "const": "content" },
                  "content": {
                    "anyOf": [
                      { "type": "string" },
                      { "type": "array", "items": { "$ref": "#/components/schemas/ContentBlock" } }
                    ]
                  }
                }
              }
            ]
          },
          "AnthropicTool": {
            "description": "A function, or a tool by its type: `web_search_…`, `web_fetch_…` and `code_execution_…` are Google's, `bash_…`, `text_editor_…`, `computer_…` and `memory_…` are the client's and offered with the schema they are known to have.",
            "anyOf": [
              {
                "type": "object",
                "required": ["name", "input_schema"],
                "properties": {
                  "name": { "type": "string", "minLength": 1 },
                  "description": { "type": ["string", "null"] },
                  "input_schema": { "type": "object" },
                  "type": { "const": "custom" }
                }
              },
              {
                "type": "object",
                "required": ["type", "name"],
                "properties": { "type": { "type": "string" }, "name": { "type": "string" } }
              }
            ]
          }
        }
      }
    }
    """##
}
