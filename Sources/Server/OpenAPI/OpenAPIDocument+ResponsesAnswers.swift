extension OpenAPIDocument {
  /// OpenAI's Responses: what is answered.
  static let responsesAnswers: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "Response": {
            "type": "object",
            "required": [
              "id", "object", "created_at", "model", "status", "error", "incomplete_details", "output", "usage",
              "store", "instructions", "tools", "tool_choice", "metadata"
            ],
            "properties": {
              "id": { "type": "string" },
              "object": { "const": "response" },
              "created_at": { "type": "integer" },
              "model": { "type": "string" },
              "status": { "type": "string", "enum": ["in_progress", "completed", "incomplete", "failed"] },
              "error": {
                "anyOf": [
                  {
                    "type": "object",
                    "required": ["code", "message"],
                    "properties": { "code": { "type": "string" }, "message": { "type": "string" } }
                  },
                  { "type": "null" }
                ]
              },
              "incomplete_details": {
                "anyOf": [
                  {
                    "type": "object",
                    "required": ["reason"],
                    "properties": { "reason": { "type": "string", "enum": ["max_output_tokens", "content_filter"] } }
                  },
                  { "type": "null" }
                ]
              },
              "output": { "type": "array", "items": { "$ref": "#/components/schemas/OutputItem" } },
              "usage": { "anyOf": [{ "$ref": "#/components/schemas/ResponseUsage" }, { "type": "null" }] },
              "store": { "type": "boolean" },
              "truncation": { "const": "disabled" },
              "instructions": { "description": "As it was asked for." },
              "max_output_tokens": { "description": "As it was asked for." },
              "parallel_tool_calls": { "description": "As it was asked for." },
              "previous_response_id": { "description": "As it was asked for." },
              "reasoning": { "description": "As it was asked for." },
              "temperature": { "description": "As it was asked for." },
              "text": { "description": "As it was asked for." },
              "tool_choice": { "description": "As it was asked for." },
              "tools": { "description": "As it was asked for." },
              "top_p": { "description": "As it was asked for." },
              "user": { "description": "As it was asked for." },
              "metadata": { "description": "As it was asked for." }
            }
          },
          "OutputItem": {
            "anyOf": [
              {
                "type": "object",
                "required": ["type", "id", "status", "role", "content"],
                "properties": {
                  "type": { "const": "message" },
                  "id": { "type": "string" },
                  "status": { "type": "string" },
                  "role": { "const": "assistant" },
                  "content": {
                    "type": "array",
                    "items": {
                      "anyOf": [
                        {
                          "type": "object",
                          "required": ["type", "text", "annotations"],
                          "properties": {
                            "type": { "const": "output_text" },
                            "text": { "type": "string" },
                            "annotations": {
                              "type": "array",
                              "items": {
                                "type": "object",
                                "required": ["type", "url"],
                                "properties": {
                                  "type": { "const": "url_citation" },
                                  "url": { "type": "string" },
                                  "title": { "type": "string" },
                                  "start_index": { "type": "integer" },
                                  "end_index": { "type": "integer" }
                                }
                              }
                            },
                            "logprobs": { "type": "array" }
                          }
                        },
                        {
                          "type": "object",
                          "required": ["type", "refusal"],
                          "properties": { "type": { "const": "refusal" }, "refusal": { "type": "string" } }
                        }
                      ]
                    }
                  }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "summary"],
                "properties": {
                  "type": { "const": "reasoning" },
                  "id": { "type": "string" },
                  "summary": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["type", "text"],
                      "properties": { "type": { "const": "summary_text" }, "text": { "type": "string" } }
                    }
                  },
                  "encrypted_content": { "type": ["string", "null"] }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "call_id", "name", "arguments"],
                "properties": {
                  "type": { "const": "function_call" },
                  "id": { "type": "string" },
                  "call_id": { "type": "string" },
                  "name": { "type": "string" },
                  "namespace": { "type": "string" },
                  "arguments": { "type": "string" },
                  "status": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "call_id", "name", "input"],
                "properties": {
                  "type": { "const": "custom_tool_call" },
                  "id": { "type": "string" },
                  "call_id": { "type": "string" },
                  "name": { "type": "string" },
                  "input": { "type": "string" },
                  "status": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "call_id", "action"],
                "properties": {
                  "type": { "const": "local_shell_call" },
                  "id": { "type": "string" },
                  "call_id": { "type": "string" },
                  "action": { "type": "object" },
                  "status": { "type": "string" }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "status"],
                "properties": {
                  "type": { "const": "web_search_call" },
                  "id": { "type": "string" },
                  "status": { "type": "string" },
                  "action": { "type": "object" }
                }
              },
              {
                "type": "object",
                "required": ["type", "id", "status"],
                "properties": {
                  "type": { "const": "image_generation_call" },
                  "id": { "type": "string" },
                  "status": { "type": "string" },
                  "result": { "type": ["string", "null"] }
                }
              }
            ]
          },
          "ResponseEvent": {
            "type": "object",
            "required": ["type", "sequence_number"],
            "properties": {
              "type": { "type": "string" },
              "sequence_number": { "type": "integer", "description": "From 0 without gaps." },
              "response": { "$ref": "#/components/schemas/Response" },
              "item": { "$ref": "#/components/schemas/OutputItem" },
              "item_id": { "type": "string" },
              "output_index": { "type": "integer" },
              "content_index": { "type": "integer" },
              "delta": { "type": "string" }
            }
          },
          "ResponseUsage": {
            "type": "object",
            "required": ["input_tokens", "output_tokens", "total_tokens"],
            "properties": {
              "input_tokens": { "type": "integer" },
              "input_tokens_details": { "type": "object", "properties": { "cached_tokens": { "type": "integer" } } },
              "output_tokens": { "type": "integer" },
              "output_tokens_details": {
                "type": "object",
                "properties": { "reasoning_tokens": { "type": "integer" } }
              },
              "total_tokens": { "type": "integer" }
            }
          }
        }
      }
    }
    """##
}
