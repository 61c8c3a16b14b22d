extension OpenAPIDocument {
  /// Ollama's API: requests and answers.
  static let ollamaSchemas: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "OllamaChatRequest": {
            "type": "object",
            "required": ["model"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "stream": { "type": ["boolean", "null"], "description": "Yes without a word." },
              "options": { "anyOf": [{ "$ref": "#/components/schemas/OllamaOptions" }, { "type": "null" }] },
              "format": {
                "anyOf": [{ "enum": ["json", "", null] }, { "type": "object" }],
                "description": "A JSON Schema, or `json`."
              },
              "think": {
                "anyOf": [
                  { "type": "boolean" },
                  { "type": "string", "enum": ["low", "medium", "high"] },
                  { "type": "null" }
                ]
              },
              "keep_alive": {},
              "messages": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/OllamaMessage" } },
                  { "type": "null" }
                ],
                "description": "Without any the model is only looked up."
              },
              "tools": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/ChatTool" } },
                  { "type": "null" }
                ]
              }
            }
          },
          "OllamaGenerateRequest": {
            "type": "object",
            "required": ["model"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "stream": { "type": ["boolean", "null"], "description": "Yes without a word." },
              "options": { "anyOf": [{ "$ref": "#/components/schemas/OllamaOptions" }, { "type": "null" }] },
              "format": {
                "anyOf": [{ "enum": ["json", "", null] }, { "type": "object" }],
                "description": "A JSON Schema, or `json`."
              },
              "think": {
                "anyOf": [
                  { "type": "boolean" },
                  { "type": "string", "enum": ["low", "medium", "high"] },
                  { "type": "null" }
                ]
              },
              "keep_alive": {},
              "prompt": { "type": ["string", "null"], "description": "Without one the model is only looked up." },
              "system": { "type": ["string", "null"] },
              "suffix": { "type": ["string", "null"] },
              "images": {
                "anyOf": [
                  { "type": "array", "items": { "type": "string", "description": "Base64." } },
                  { "type": "null" }
                ]
              }
            }
          },
          "OllamaOptions": {
            "type": "object",
            "properties": {
              "temperature": { "type": ["number", "null"] },
              "top_p": { "type": ["number", "null"] },
              "top_k": { "type": ["integer", "null"] },
              "presence_penalty": { "type": ["number", "null"] },
              "frequency_penalty": { "type": ["number", "null"] },
              "seed": { "type": ["integer", "null"] },
              "num_predict": {
                "type": ["integer", "null"],
                "description": "The most tokens; -1 for as many as the model has."
              },
              "stop": { "$ref": "#/components/schemas/Stop" }
            }
          },
          "OllamaMessage": {
            "type": "object",
            "required": ["role"],
            "properties": {
              "role": { "type": "string" },
              "content": { "type": ["string", "null"] },
              "thinking": { "type": ["string", "null"] },
              "images": {
                "anyOf": [
                  { "type": "array", "items": { "type": "string", "description": "Base64." } },
                  { "type": "null" }
                ]
              },
              "tool_calls": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/ToolCall" } },
                  { "type": "null" }
                ]
              },
              "tool_name": { "type": ["string", "null"] }
            }
          },
          "OllamaChatAnswer": {
            "type": "object",
            "required": ["model", "created_at", "message", "done"],
            "properties": {
              "model": { "type": "string" },
              "created_at": { "type": "string", "format": "date-time" },
              "message": {
                "type": "object",
                "required": ["role", "content"],
                "properties": {
                  "role": { "const": "assistant" },
                  "content": { "type": "string" },
                  "thinking": { "type": "string" },
                  "images": { "type": "array", "items": { "type": "string" } },
                  "tool_calls": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["function"],
                      "properties": {
                        "id": { "type": "string" },
                        "function": {
                          "type": "object",
                          "required": ["name", "arguments"],
                          "properties": {
                            "index": { "type": "integer" },
                            "name": { "type": "string" },
                            "arguments": { "type": "object" }
                          }
                        }
                      }
                    }
                  }
                }
              },
              "done": { "type": "boolean" },
              "done_reason": { "type": "string" },
              "total_duration": { "type": "integer" },
              "load_duration": { "type": "integer" },
              "prompt_eval_count": { "type": "integer" },
              "prompt_eval_duration": { "type": "integer" },
              "eval_count": { "type": "integer" },
              "eval_duration": { "type": "integer" }
            }
          },
          "OllamaGenerateAnswer": {
            "type": "object",
            "required": ["model", "created_at", "response", "done"],
            "properties": {
              "model": { "type": "string" },
              "created_at": { "type": "string", "format": "date-time" },
              "response": { "type": "string" },
              "thinking": { "type": "string" },
              "images": { "type": "array", "items": { "type": "string" } },
              "done": { "type": "boolean" },
              "done_reason": { "type": "string" },
              "total_duration": { "type": "integer" },
              "load_duration": { "type": "integer" },
              "prompt_eval_count": { "type": "integer" },
              "prompt_eval_duration": { "type": "integer" },
              "eval_count": { "type": "integer" },
              "eval_duration": { "type": "integer" }
            }
          },
          "OllamaDetails": {
            "type": "object",
            "required": ["family"],
            "properties": {
              "parent_model": { "type": "string" },
              "format": { "type": "string" },
              "family": { "type": "string" },
              "families": { "type": "array", "items": { "type": "string" } },
              "parameter_size": { "type": "string" },
              "quantization_level": { "type": "string" }
            }
          },
          "OllamaError": {
            "type": "object",
            "required": ["error"],
            "properties": { "error": { "type": "string", "minLength": 1 } }
          }
        }
      }
    }
    """##
}
