extension OpenAPIDocument {
  /// OpenAI's API but for Responses: what is answered.
  static let openAIAnswers: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "ChatCompletion": {
            "type": "object",
            "required": ["id", "object", "created", "model", "choices", "usage"],
            "properties": {
              "id": { "type": "string" },
              "object": { "const": "chat.completion" },
              "created": { "type": "integer" },
              "model": { "type": "string", "description": "As the client named it." },
              "choices": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["index", "message", "finish_reason"],
                  "properties": {
                    "index": { "type": "integer" },
                    "message": { "$ref": "#/components/schemas/ChatAnswer" },
                    "logprobs": { "$ref": "#/components/schemas/ChatLogprobs" },
                    "finish_reason": { "$ref": "#/components/schemas/ChatFinish" }
                  }
                },
                "minItems": 1
              },
              "usage": { "$ref": "#/components/schemas/Usage" }
            }
          },
          "ChatAnswer": {
            "type": "object",
            "required": ["role", "content", "refusal"],
            "properties": {
              "role": { "const": "assistant" },
              "content": { "type": ["string", "null"] },
              "refusal": { "type": ["string", "null"] },
              "reasoning_content": { "type": "string", "description": "The thoughts." },
              "tool_calls": { "type": "array", "items": { "$ref": "#/components/schemas/ToolCall" }, "minItems": 1 },
              "function_call": { "$ref": "#/components/schemas/CalledFunction" },
              "images": { "type": "array", "items": { "$ref": "#/components/schemas/AnswerImage" } },
              "audio": { "$ref": "#/components/schemas/AnswerAudio" },
              "annotations": { "type": "array", "items": { "$ref": "#/components/schemas/Annotation" } }
            }
          },
          "ChatCompletionChunk": {
            "type": "object",
            "required": ["id", "object", "created", "model", "choices"],
            "properties": {
              "id": { "type": "string" },
              "object": { "const": "chat.completion.chunk" },
              "created": { "type": "integer" },
              "model": { "type": "string" },
              "choices": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["index", "delta", "finish_reason"],
                  "properties": {
                    "index": { "type": "integer" },
                    "delta": { "$ref": "#/components/schemas/ChatDelta" },
                    "logprobs": { "$ref": "#/components/schemas/ChatLogprobs" },
                    "finish_reason": { "anyOf": [{ "$ref": "#/components/schemas/ChatFinish" }, { "type": "null" }] }
                  }
                }
              },
              "usage": {
                "$ref": "#/components/schemas/Usage",
                "description": "In the last chunk, which has no choices, with `stream_options.include_usage`."
              }
            }
          },
          "ChatDelta": {
            "type": "object",
            "properties": {
              "role": { "const": "assistant" },
              "content": { "type": "string" },
              "refusal": { "type": "string" },
              "reasoning_content": { "type": "string" },
              "tool_calls": { "type": "array", "items": { "$ref": "#/components/schemas/ToolCall" } },
              "function_call": { "$ref": "#/components/schemas/CalledFunction" },
              "images": { "type": "array", "items": { "$ref": "#/components/schemas/AnswerImage" } },
              "audio": {
                "type": "object",
                "properties": {
                  "id": { "type": "string" },
                  "data": { "type": "string" },
                  "transcript": { "type": "string" },
                  "expires_at": { "type": "integer" }
                }
              },
              "annotations": { "type": "array", "items": { "$ref": "#/components/schemas/Annotation" } }
            },
            "description": "One of these at a time; a call is whole in one chunk."
          },
          "ChatFinish": {
            "type": "string",
            "enum": ["stop", "length", "tool_calls", "function_call", "content_filter"]
          },
          "ChatLogprobs": {
            "anyOf": [
              {
                "type": "object",
                "required": ["content"],
                "properties": {
                  "content": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["token", "logprob", "bytes", "top_logprobs"],
                      "properties": {
                        "token": { "type": "string" },
                        "logprob": { "type": "number" },
                        "bytes": { "type": "array", "items": { "type": "integer" } },
                        "top_logprobs": {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["token", "logprob"],
                            "properties": {
                              "token": { "type": "string" },
                              "logprob": { "type": "number" },
                              "bytes": { "type": "array", "items": { "type": "integer" } }
                            }
                          }
                        }
                      }
                    }
                  },
                  "refusal": { "type": "null" }
                }
              },
              { "type": "null" }
            ]
          },
          "AnswerImage": {
            "type": "object",
            "required": ["type", "image_url"],
            "properties": {
              "type": { "const": "image_url" },
              "index": { "type": "integer" },
              "image_url": {
                "type": "object",
                "required": ["url"],
                "properties": { "url": { "type": "string", "description": "A data URL." } }
              },
              "extra_content": { "$ref": "#/components/schemas/ExtraContent" }
            }
          },
          "AnswerAudio": {
            "type": "object",
            "required": ["id", "data", "transcript", "expires_at"],
            "properties": {
              "id": { "type": "string" },
              "data": { "type": "string", "description": "Base64." },
              "transcript": { "type": "string" },
              "expires_at": { "type": "integer" }
            }
          },
          "Annotation": {
            "type": "object",
            "required": ["type", "url_citation"],
            "properties": {
              "type": { "const": "url_citation" },
              "url_citation": {
                "type": "object",
                "required": ["url", "title", "start_index", "end_index"],
                "properties": {
                  "url": { "type": "string" },
                  "title": { "type": "string" },
                  "start_index": { "type": "integer" },
                  "end_index": { "type": "integer" }
                }
              }
            }
          },
          "Usage": {
            "type": "object",
            "required": ["prompt_tokens", "completion_tokens", "total_tokens"],
            "properties": {
              "prompt_tokens": { "type": "integer" },
              "completion_tokens": { "type": "integer", "description": "Thoughts are among them." },
              "total_tokens": { "type": "integer" },
              "prompt_tokens_details": {
                "type": "object",
                "required": ["cached_tokens"],
                "properties": { "cached_tokens": { "type": "integer" } }
              },
              "completion_tokens_details": {
                "type": "object",
                "required": ["reasoning_tokens"],
                "properties": { "reasoning_tokens": { "type": "integer" } }
              }
            }
          },
          "Completion": {
            "type": "object",
            "required": ["id", "object", "created", "model", "choices"],
            "properties": {
              "id": { "type": "string" },
              "object": { "const": "text_completion" },
              "created": { "type": "integer" },
              "model": { "type": "string" },
              "choices": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["text", "index", "logprobs", "finish_reason"],
                  "properties": {
                    "text": { "type": "string" },
                    "index": { "type": "integer" },
                    "logprobs": {
                      "anyOf": [
                        {
                          "type": "object",
                          "required": ["tokens", "token_logprobs", "top_logprobs", "text_offset"],
                          "properties": {
                            "tokens": { "type": "array", "items": { "type": "string" } },
                            "token_logprobs": { "type": "array", "items": { "type": "number" } },
                            "top_logprobs": { "type": "array" },
                            "text_offset": { "type": "array", "items": { "type": "integer" } }
                          }
                        },
                        { "type": "null" }
                      ]
                    },
                    "finish_reason": { "enum": ["stop", "length", "content_filter", null] }
                  }
                }
              },
              "usage": { "$ref": "#/components/schemas/Usage" }
            }
          },
          "EmbeddingList": {
            "type": "object",
            "required": ["object", "data", "model", "usage"],
            "properties": {
              "object": { "const": "list" },
              "data": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["object", "index", "embedding"],
                  "properties": {
                    "object": { "const": "embedding" },
                    "index": { "type": "integer" },
                    "embedding": {
                      "anyOf": [{ "type": "array", "items": { "type": "number" } }, { "type": "string" }]
                    }
                  }
                }
              },
              "model": { "type": "string" },
              "usage": {
                "type": "object",
                "required": ["prompt_tokens", "total_tokens"],
                "properties": { "prompt_tokens": { "type": "integer" }, "total_tokens": { "type": "integer" } }
              }
            }
          },
          "ImageList": {
            "type": "object",
            "required": ["created", "data", "usage"],
            "properties": {
              "created": { "type": "integer" },
              "data": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": { "b64_json": { "type": "string" }, "url": { "type": "string" } }
                }
              },
              "usage": {
                "type": "object",
                "required": ["input_tokens", "output_tokens", "total_tokens"],
                "properties": {
                  "input_tokens": { "type": "integer" },
                  "input_tokens_details": {
                    "type": "object",
                    "properties": { "text_tokens": { "type": "integer" }, "image_tokens": { "type": "integer" } }
                  },
                  "output_tokens": { "type": "integer" },
                  "total_tokens": { "type": "integer" }
                }
              }
            }
          },
          "Transcription": {
            "type": "object",
            "required": ["text", "usage"],
            "properties": {
              "text": { "type": "string" },
              "usage": {
                "type": "object",
                "required": ["type", "input_tokens", "output_tokens", "total_tokens"],
                "properties": {
                  "type": { "const": "tokens" },
                  "input_tokens": { "type": "integer" },
                  "output_tokens": { "type": "integer" },
                  "total_tokens": { "type": "integer" }
                }
              }
            }
          },
          "OpenAIModelList": {
            "type": "object",
            "required": ["object", "data"],
            "properties": {
              "object": { "const": "list" },
              "data": { "type": "array", "items": { "$ref": "#/components/schemas/OpenAIModel" } },
              "has_more": { "type": "boolean" },
              "first_id": { "type": "string" },
              "last_id": { "type": "string" }
            }
          },
          "OpenAIModel": {
            "type": "object",
            "required": ["id", "object", "created", "owned_by"],
            "properties": {
              "id": { "type": "string" },
              "object": { "const": "model" },
              "created": { "type": "integer" },
              "owned_by": { "type": "string" },
              "name": { "type": "string" },
              "context_length": { "type": "integer" },
              "max_output_tokens": { "type": "integer" },
              "architecture": {
                "type": "object",
                "properties": {
                  "input_modalities": { "type": "array", "items": { "type": "string" } },
                  "output_modalities": { "type": "array", "items": { "type": "string" } }
                }
              },
              "capabilities": { "type": "object", "additionalProperties": { "type": "boolean" } },
              "type": { "const": "model" },
              "display_name": { "type": "string" },
              "created_at": { "type": "string", "format": "date-time" }
            }
          },
          "OpenAIError": {
            "type": "object",
            "required": ["error"],
            "properties": {
              "error": {
                "type": "object",
                "required": ["message", "type", "param", "code"],
                "properties": {
                  "message": { "type": "string", "minLength": 1 },
                  "type": { "type": "string" },
                  "param": { "type": ["string", "null"] },
                  "code": { "type": ["string", "null"] }
                }
              }
            }
          }
        }
      }
    }
    """##
}
