extension OpenAPIDocument {
  /// OpenAI's Responses: what is asked.
  static let responsesRequests: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "ResponseRequest": {
            "type": "object",
            "required": ["model", "input"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "input": {
                "anyOf": [
                  { "type": "string" },
                  {
                    "type": "array",
                    "items": { "anyOf": [{ "type": "string" }, { "$ref": "#/components/schemas/InputItem" }] }
                  }
                ]
              },
              "instructions": { "type": ["string", "null"] },
              "previous_response_id": { "type": ["string", "null"], "description": "A kept response to go on from." },
              "store": { "type": ["boolean", "null"], "description": "`false` keeps nothing." },
              "stream": { "type": ["boolean", "null"] },
              "stream_options": { "anyOf": [{ "type": "object" }, { "type": "null" }] },
              "include": {
                "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }],
                "description": "`reasoning.encrypted_content` sends Gemini's signatures along."
              },
              "tools": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/ResponseTool" } },
                  { "type": "null" }
                ],
                "description": "Tools of types that are not known are left out."
              },
              "tool_choice": { "$ref": "#/components/schemas/ToolChoice" },
              "parallel_tool_calls": { "type": ["boolean", "null"] },
              "text": {
                "anyOf": [
                  {
                    "type": "object",
                    "properties": {
                      "format": {
                        "anyOf": [
                          {
                            "type": "object",
                            "properties": {
                              "type": { "type": "string", "description": "`text`, `json_object` or `json_schema`." },
                              "name": { "type": "string" },
                              "schema": { "type": "object" },
                              "strict": { "type": ["boolean", "null"] }
                            }
                          },
                          { "type": "null" }
                        ]
                      },
                      "verbosity": { "type": ["string", "null"] }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "reasoning": {
                "anyOf": [
                  {
                    "type": "object",
                    "properties": {
                      "effort": { "$ref": "#/components/schemas/Effort" },
                      "summary": {
                        "type": ["string", "null"],
                        "description": "Any word but `none` shows the thoughts."
                      },
                      "generate_summary": { "type": ["string", "null"] }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "temperature": { "type": ["number", "null"], "description": "Moved into 0 to 2." },
              "top_p": { "type": ["number", "null"], "description": "Moved into 0 to 1." },
              "max_output_tokens": { "type": ["integer", "null"] },
              "background": { "enum": [false, null], "description": "Responses are not made in the background." },
              "metadata": {
                "anyOf": [{ "type": "object" }, { "type": "null" }],
                "description": "Repeated in the response."
              },
              "user": { "type": ["string", "null"] },
              "truncation": {
                "type": ["string", "null"],
                "description": "Longer input than the model takes is refused, whatever this says."
              },
              "prompt_cache_key": { "type": ["string", "null"] },
              "safety_identifier": { "type": ["string", "null"] },
              "client_metadata": { "anyOf": [{ "type": "object" }, { "type": "null" }] }
            }
          },
          "InputItem": {
            "anyOf": [
              {
                "type": "object",
                "required": ["role", "content"],
                "properties": {
                  "type": { "const": "message" },
                  "role": { "type": "string" },
                  "content": {
                    "anyOf": [
                      { "type": "string" },
                      { "type": "array", "items": { "$ref": "#/components/schemas/ContentPart" } }
                    ]
                  }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": { "const": "reasoning" },
                  "encrypted_content": { "type": ["string", "null"] },
                  "summary": { "type": "array" }
                }
              },
              {
                "type": "object",
                "required": ["type", "name"],
                "properties": {
                  "type": { "const": "function_call" },
                  "call_id": { "type": "string" },
                  "name": { "type": "string" },
                  "namespace": { "type": "string" },
                  "arguments": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type", "name"],
                "properties": {
                  "type": { "const": "custom_tool_call" },
                  "call_id": { "type": "string" },
                  "name": { "type": "string" },
                  "input": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": { "const": "local_shell_call" },
                  "call_id": { "type": "string" },
                  "action": { "type": "object" }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": {
                    "type": "string",
                    "enum": ["function_call_output", "custom_tool_call_output", "local_shell_call_output"]
                  },
                  "call_id": { "type": "string" },
                  "output": {
                    "anyOf": [
                      { "type": "string" },
                      { "type": "array", "items": { "$ref": "#/components/schemas/ContentPart" } },
                      { "type": "object" }
                    ]
                  }
                }
              },
              {
                "type": "object",
                "required": ["type", "id"],
                "properties": {
                  "type": { "const": "item_reference" },
                  "id": { "type": "string", "description": "An item of a kept response." }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": { "const": "image_generation_call" },
                  "result": { "type": "string", "description": "Base64." }
                }
              }
            ],
            "description": "Items of other types are left out."
          },
          "ResponseTool": {
            "anyOf": [
              {
                "type": "object",
                "required": ["type", "name"],
                "properties": {
                  "type": { "const": "function" },
                  "name": { "type": "string", "minLength": 1 },
                  "description": { "type": ["string", "null"] },
                  "parameters": { "anyOf": [{ "type": "object" }, { "type": "null" }] },
                  "strict": { "type": ["boolean", "null"] }
                }
              },
              {
                "type": "object",
                "required": ["type", "name"],
                "properties": {
                  "type": { "const": "custom" },
                  "name": { "type": "string", "minLength": 1 },
                  "description": { "type": ["string", "null"] },
                  "format": { "type": "object" }
                }
              },
              {
                "type": "object",
                "required": ["type", "name", "tools"],
                "properties": {
                  "type": { "const": "namespace" },
                  "name": { "type": "string" },
                  "tools": { "type": "array", "items": { "$ref": "#/components/schemas/Function" } }
                }
              },
              {
                "type": "object",
                "required": ["type"],
                "properties": {
                  "type": {
                    "type": "string",
                    "description": "`local_shell`, or a tool of Google's: `web_search…`, `web_fetch…`, `code_interpreter`."
                  }
                }
              }
            ]
          }
        }
      }
    }
    """##
}
