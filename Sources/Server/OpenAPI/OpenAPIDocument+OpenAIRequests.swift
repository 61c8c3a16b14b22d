extension OpenAPIDocument {
  /// OpenAI's API but for Responses: what is asked.
  static let openAIRequests: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "ModelName": {
            "type": "string",
            "minLength": 1,
            "description": "The id of a model, a name that `model_aliases` knows, or either with a suffix that asks for more: `:online`, `-search`, `-thinking`, `-nothinking`, `(high)`.",
            "examples": ["gemini-2.5-flash"]
          },
          "ChatCompletionRequest": {
            "type": "object",
            "required": ["model", "messages"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "messages": { "type": "array", "items": { "$ref": "#/components/schemas/ChatMessage" }, "minItems": 1 },
              "stream": { "type": ["boolean", "null"] },
              "stream_options": {
                "anyOf": [
                  {
                    "type": "object",
                    "properties": {
                      "include_usage": {
                        "type": ["boolean", "null"],
                        "description": "Whether a last chunk tells the usage."
                      }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "temperature": { "type": ["number", "null"], "description": "Moved into 0 to 2." },
              "top_p": { "type": ["number", "null"], "description": "Moved into 0 to 1." },
              "top_k": { "type": ["integer", "null"] },
              "max_tokens": {
                "type": ["integer", "null"],
                "description": "The older name of `max_completion_tokens`, which wins. 0 and less set none."
              },
              "max_completion_tokens": { "type": ["integer", "null"] },
              "stop": { "$ref": "#/components/schemas/Stop" },
              "seed": { "type": ["integer", "null"] },
              "n": { "type": ["integer", "null"], "minimum": 1, "maximum": 8, "description": "Answers at once." },
              "presence_penalty": { "type": ["number", "null"], "description": "Moved into -2 to 2." },
              "frequency_penalty": { "type": ["number", "null"], "description": "Moved into -2 to 2." },
              "logprobs": { "type": ["boolean", "null"] },
              "top_logprobs": { "type": ["integer", "null"], "description": "At most 20 are told." },
              "response_format": { "anyOf": [{ "$ref": "#/components/schemas/ResponseFormat" }, { "type": "null" }] },
              "modalities": {
                "type": "array",
                "items": { "type": "string", "enum": ["text", "image", "audio"] },
                "description": "What the answer is to be made of; `audio` means sound alone."
              },
              "audio": {
                "type": "object",
                "properties": {
                  "voice": {
                    "type": "string",
                    "description": "A voice of Gemini's, or one of OpenAI's for the nearest."
                  },
                  "format": { "type": "string", "enum": ["wav", "pcm16"], "description": "Others become `wav`." }
                },
                "description": "How a spoken answer sounds."
              },
              "size": {
                "type": "string",
                "description": "Of an image, such as `1024x1024`; the nearest aspect ratio is taken."
              },
              "tools": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/ChatTool" } },
                  { "type": "null" }
                ]
              },
              "tool_choice": { "$ref": "#/components/schemas/ToolChoice" },
              "functions": {
                "type": "array",
                "items": { "$ref": "#/components/schemas/Function" },
                "description": "The form before `tools`; calls come back as `function_call`."
              },
              "function_call": {
                "$ref": "#/components/schemas/ToolChoice",
                "description": "The form before `tool_choice`."
              },
              "parallel_tool_calls": {
                "type": ["boolean", "null"],
                "description": "`false` lets the first call through only."
              },
              "web_search_options": { "type": "object", "description": "Its presence switches Google's search on." },
              "reasoning_effort": { "$ref": "#/components/schemas/Effort" },
              "reasoning": { "$ref": "#/components/schemas/Reasoning" },
              "thinking": { "$ref": "#/components/schemas/Thinking" },
              "enable_thinking": { "type": ["boolean", "null"] },
              "thinking_budget": { "type": ["integer", "null"], "description": "Tokens; -1 leaves it to the model." },
              "thinking_config": { "$ref": "#/components/schemas/ThinkingConfig" },
              "thinkingConfig": { "$ref": "#/components/schemas/ThinkingConfig" },
              "chat_template_kwargs": {
                "type": "object",
                "properties": { "enable_thinking": { "type": "boolean" } }
              },
              "include_reasoning": { "type": ["boolean", "null"], "description": "Whether thoughts are shown." },
              "reasoning_format": {
                "type": ["string", "null"],
                "description": "`hidden` shows no thoughts, `raw` shows them in the text between `<think>` tags."
              },
              "image_config": { "$ref": "#/components/schemas/ImageConfig" },
              "imageConfig": { "$ref": "#/components/schemas/ImageConfig" },
              "safety_settings": { "$ref": "#/components/schemas/SafetySettings" },
              "safetySettings": { "$ref": "#/components/schemas/SafetySettings" },
              "google": { "$ref": "#/components/schemas/GoogleSettings" },
              "extra_body": {
                "anyOf": [
                  { "$ref": "#/components/schemas/GoogleSettings" },
                  { "type": "object", "properties": { "google": { "$ref": "#/components/schemas/GoogleSettings" } } }
                ],
                "description": "The same, for clients that do not unpack it."
              }
            }
          },
          "ChatMessage": {
            "type": "object",
            "required": ["role"],
            "properties": {
              "role": {
                "type": "string",
                "description": "`system` or `developer`, `user`, `assistant`, `tool` or `function`; another one counts as `user`."
              },
              "content": {
                "anyOf": [
                  { "type": "string" },
                  { "type": "array", "items": { "$ref": "#/components/schemas/ContentPart" } },
                  { "$ref": "#/components/schemas/ContentPart" },
                  { "type": "number" },
                  { "type": "boolean" },
                  { "type": "null" }
                ]
              },
              "name": { "type": ["string", "null"] },
              "tool_calls": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/ToolCall" } },
                  { "type": "null" }
                ]
              },
              "function_call": { "anyOf": [{ "$ref": "#/components/schemas/CalledFunction" }, { "type": "null" }] },
              "tool_call_id": {
                "type": ["string", "null"],
                "description": "The call that a `tool` message answers."
              },
              "is_error": { "type": ["boolean", "null"], "description": "Whether the tool failed." },
              "images": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/ImagePart" } },
                  { "type": "null" }
                ],
                "description": "Of an earlier answer, as it was sent."
              },
              "extra_content": { "$ref": "#/components/schemas/ExtraContent" }
            }
          },
          "ContentPart": {
            "description": "A part of another type is left out.",
            "anyOf": [
              { "type": "string" },
              { "$ref": "#/components/schemas/TextPart" },
              { "$ref": "#/components/schemas/ImagePart" },
              { "$ref": "#/components/schemas/VideoPart" },
              { "$ref": "#/components/schemas/AudioPart" },
              { "$ref": "#/components/schemas/FilePart" }
            ]
          },
          "TextPart": {
            "type": "object",
            "properties": {
              "type": { "type": "string", "description": "`text`, `input_text`, `output_text`, `refusal`." },
              "text": { "type": "string" },
              "refusal": { "type": "string" }
            }
          },
          "ImagePart": {
            "type": "object",
            "required": ["type", "image_url"],
            "properties": {
              "type": { "type": "string", "enum": ["image_url", "input_image", "image"] },
              "image_url": {
                "anyOf": [
                  { "type": "string" },
                  { "type": "object", "required": ["url"], "properties": { "url": { "type": "string" } } }
                ],
                "description": "A data URL, or an address to be fetched."
              }
            }
          },
          "VideoPart": {
            "type": "object",
            "required": ["type", "video_url"],
            "properties": {
              "type": { "type": "string", "enum": ["video_url", "input_video", "video"] },
              "video_url": {
                "anyOf": [
                  { "type": "string" },
                  { "type": "object", "required": ["url"], "properties": { "url": { "type": "string" } } }
                ],
                "description": "A data URL, an address to be fetched, or one of YouTube's."
              }
            }
          },
          "AudioPart": {
            "type": "object",
            "required": ["type", "input_audio"],
            "properties": {
              "type": { "const": "input_audio" },
              "input_audio": {
                "type": "object",
                "required": ["data"],
                "properties": {
                  "data": { "type": "string", "description": "Base64." },
                  "format": { "type": "string", "description": "Such as `wav` or `mp3`." }
                }
              }
            }
          },
          "FilePart": {
            "type": "object",
            "required": ["type"],
            "properties": {
              "type": { "type": "string", "enum": ["file", "input_file"] },
              "file": {
                "type": "object",
                "properties": {
                  "filename": { "type": "string" },
                  "file_data": { "type": "string", "description": "A data URL or base64." },
                  "file_url": { "type": "string" }
                }
              }
            }
          },
          "Function": {
            "type": "object",
            "required": ["name"],
            "properties": {
              "name": { "type": "string", "minLength": 1 },
              "description": { "type": ["string", "null"] },
              "parameters": {
                "type": "object",
                "description": "A JSON Schema; what Gemini does not know of it is left out or rewritten."
              },
              "strict": { "type": ["boolean", "null"] }
            }
          },
          "ChatTool": {
            "description": "A function, or a tool of Google's by its type: `web_search…`, `web_fetch…`, `code_execution…`, `code_interpreter`, `url_context`. Functions and these together do not go: the functions stay. Tools of other types are left out.",
            "anyOf": [
              {
                "type": "object",
                "required": ["type", "function"],
                "properties": {
                  "type": { "const": "function" },
                  "function": { "$ref": "#/components/schemas/Function" }
                }
              },
              { "$ref": "#/components/schemas/Function" },
              { "type": "object", "required": ["type"], "properties": { "type": { "type": "string" } } }
            ]
          },
          "ToolChoice": {
            "anyOf": [
              { "type": "string", "description": "`auto`, `none`, `required` or `any`." },
              {
                "type": "object",
                "properties": {
                  "type": { "type": "string" },
                  "function": {
                    "type": "object",
                    "required": ["name"],
                    "properties": { "name": { "type": "string" } }
                  },
                  "name": { "type": "string" },
                  "allowed_tools": {
                    "type": "object",
                    "properties": {
                      "mode": { "type": "string" },
                      "tools": { "type": "array", "items": { "type": "object" } }
                    }
                  }
                }
              },
              { "type": "null" }
            ]
          },
          "ToolCall": {
            "type": "object",
            "properties": {
              "id": { "type": "string" },
              "index": { "type": "integer", "description": "In a stream." },
              "type": { "type": "string" },
              "function": { "$ref": "#/components/schemas/CalledFunction" },
              "extra_content": { "$ref": "#/components/schemas/ExtraContent" }
            }
          },
          "CalledFunction": {
            "type": "object",
            "required": ["name"],
            "properties": {
              "name": { "type": "string" },
              "arguments": {
                "anyOf": [{ "type": "string" }, { "type": "object" }],
                "description": "A JSON object in a string."
              }
            }
          },
          "ExtraContent": {
            "anyOf": [
              {
                "type": "object",
                "properties": {
                  "google": {
                    "type": "object",
                    "properties": {
                      "thought_signature": {
                        "type": "string",
                        "description": "Gemini's signature of the call, to be sent back with it."
                      }
                    }
                  }
                }
              },
              { "type": "null" }
            ]
          },
          "Stop": {
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }, { "type": "null" }],
            "description": "At these the answer ends."
          },
          "ResponseFormat": {
            "type": "object",
            "properties": {
              "type": { "type": "string", "description": "`text`, `json_object` or `json_schema`." },
              "json_schema": {
                "type": "object",
                "properties": {
                  "name": { "type": "string" },
                  "schema": { "type": "object" },
                  "strict": { "type": ["boolean", "null"] }
                }
              }
            }
          },
          "Effort": {
            "type": ["string", "null"],
            "description": "How much to think: `none`, `minimal`, `low`, `medium`, `high` or `xhigh`."
          },
          "Reasoning": {
            "anyOf": [
              {
                "type": "object",
                "properties": {
                  "effort": { "$ref": "#/components/schemas/Effort" },
                  "max_tokens": { "type": ["integer", "null"] },
                  "enabled": { "type": ["boolean", "null"] },
                  "exclude": { "type": ["boolean", "null"] },
                  "summary": { "type": ["string", "null"] }
                }
              },
              { "type": "null" }
            ]
          },
          "Thinking": {
            "anyOf": [
              {
                "type": "object",
                "properties": {
                  "type": { "type": "string", "description": "`enabled`, `adaptive`, `auto` or `disabled`." },
                  "budget_tokens": { "type": ["integer", "null"] },
                  "display": {
                    "type": ["string", "null"],
                    "description": "`omitted` leaves the thoughts' text out."
                  }
                }
              },
              { "type": "null" }
            ]
          },
          "ThinkingConfig": {
            "type": "object",
            "properties": {
              "thinking_budget": { "type": ["integer", "null"] },
              "thinkingBudget": { "type": ["integer", "null"] },
              "thinking_level": { "type": ["string", "null"] },
              "thinkingLevel": { "type": ["string", "null"] },
              "include_thoughts": { "type": ["boolean", "null"] },
              "includeThoughts": { "type": ["boolean", "null"] }
            },
            "description": "Gemini's own, in either spelling."
          },
          "ImageConfig": {
            "type": "object",
            "properties": {
              "aspect_ratio": { "type": ["string", "null"] },
              "aspectRatio": { "type": ["string", "null"] },
              "image_size": { "type": ["string", "null"] },
              "imageSize": { "type": ["string", "null"] }
            }
          },
          "SafetySettings": {
            "anyOf": [
              {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["category", "threshold"],
                  "properties": { "category": { "type": "string" }, "threshold": { "type": "string" } }
                }
              },
              { "type": "null" }
            ]
          },
          "GoogleSettings": {
            "type": "object",
            "properties": {
              "thinking_config": { "$ref": "#/components/schemas/ThinkingConfig" },
              "thinkingConfig": { "$ref": "#/components/schemas/ThinkingConfig" },
              "image_config": { "$ref": "#/components/schemas/ImageConfig" },
              "imageConfig": { "$ref": "#/components/schemas/ImageConfig" },
              "safety_settings": { "$ref": "#/components/schemas/SafetySettings" },
              "safetySettings": { "$ref": "#/components/schemas/SafetySettings" }
            }
          },
          "CompletionRequest": {
            "type": "object",
            "required": ["model", "prompt"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "prompt": {
                "anyOf": [
                  { "type": "string", "minLength": 1 },
                  { "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 32 }
                ],
                "description": "Ids of tokens are refused: they say nothing to Gemini."
              },
              "suffix": { "type": ["string", "null"], "description": "What follows the text that is asked for." },
              "echo": { "type": ["boolean", "null"], "description": "Whether the answer begins with the prompt." },
              "logprobs": { "type": ["integer", "null"], "description": "The likeliest tokens to tell, at most 20." },
              "stream": { "type": ["boolean", "null"] },
              "stream_options": {
                "anyOf": [
                  {
                    "type": "object",
                    "properties": {
                      "include_usage": {
                        "type": ["boolean", "null"],
                        "description": "Whether a last chunk tells the usage."
                      }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "temperature": { "type": ["number", "null"], "description": "Moved into 0 to 2." },
              "top_p": { "type": ["number", "null"], "description": "Moved into 0 to 1." },
              "top_k": { "type": ["integer", "null"] },
              "max_tokens": {
                "type": ["integer", "null"],
                "description": "The older name of `max_completion_tokens`, which wins. 0 and less set none."
              },
              "max_completion_tokens": { "type": ["integer", "null"] },
              "stop": { "$ref": "#/components/schemas/Stop" },
              "seed": { "type": ["integer", "null"] },
              "n": { "type": ["integer", "null"], "minimum": 1, "maximum": 8, "description": "Answers at once." },
              "presence_penalty": { "type": ["number", "null"], "description": "Moved into -2 to 2." },
              "frequency_penalty": { "type": ["number", "null"], "description": "Moved into -2 to 2." },
              "top_logprobs": { "type": ["integer", "null"], "description": "At most 20 are told." },
              "response_format": { "anyOf": [{ "$ref": "#/components/schemas/ResponseFormat" }, { "type": "null" }] },
              "reasoning_effort": { "$ref": "#/components/schemas/Effort" },
              "reasoning": { "$ref": "#/components/schemas/Reasoning" },
              "thinking": { "$ref": "#/components/schemas/Thinking" },
              "enable_thinking": { "type": ["boolean", "null"] },
              "thinking_budget": { "type": ["integer", "null"], "description": "Tokens; -1 leaves it to the model." },
              "thinking_config": { "$ref": "#/components/schemas/ThinkingConfig" },
              "thinkingConfig": { "$ref": "#/components/schemas/ThinkingConfig" },
              "safety_settings": { "$ref": "#/components/schemas/SafetySettings" },
              "safetySettings": { "$ref": "#/components/schemas/SafetySettings" },
              "google": { "$ref": "#/components/schemas/GoogleSettings" },
              "extra_body": {
                "anyOf": [
                  { "$ref": "#/components/schemas/GoogleSettings" },
                  { "type": "object", "properties": { "google": { "$ref": "#/components/schemas/GoogleSettings" } } }
                ],
                "description": "The same, for clients that do not unpack it."
              }
            }
          },
          "EmbeddingRequest": {
            "type": "object",
            "required": ["model", "input"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "input": {
                "anyOf": [
                  { "type": "string", "minLength": 1 },
                  { "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 2048 }
                ],
                "description": "Ids of tokens are refused: they say nothing to Gemini."
              },
              "dimensions": { "type": ["integer", "null"], "minimum": 1, "maximum": 65536 },
              "encoding_format": {
                "enum": ["float", "base64", null],
                "description": "`base64` means 32-bit numbers, the lowest byte first."
              },
              "task_type": {
                "type": ["string", "null"],
                "description": "What the vectors are for, in the words of Gemini, Cohere, Voyage or Jina."
              },
              "taskType": {
                "type": ["string", "null"],
                "description": "What the vectors are for, in the words of Gemini, Cohere, Voyage or Jina."
              },
              "task": {
                "type": ["string", "null"],
                "description": "What the vectors are for, in the words of Gemini, Cohere, Voyage or Jina."
              },
              "input_type": {
                "type": ["string", "null"],
                "description": "What the vectors are for, in the words of Gemini, Cohere, Voyage or Jina."
              }
            }
          },
          "ImageRequest": {
            "type": "object",
            "required": ["prompt"],
            "properties": {
              "model": {
                "type": ["string", "null"],
                "description": "Without one it is `gpt-image-1`, for `model_aliases` to translate."
              },
              "prompt": { "type": "string", "minLength": 1 },
              "n": { "type": ["integer", "null"], "minimum": 1, "maximum": 10 },
              "size": {
                "type": ["string", "null"],
                "pattern": "^(auto|[1-9][0-9]{0,3}x[1-9][0-9]{0,3})$",
                "description": "The nearest aspect ratio is taken."
              },
              "response_format": {
                "enum": ["url", "b64_json", null],
                "description": "A `url` holds the image itself."
              },
              "output_format": { "type": ["string", "null"], "description": "Gemini draws PNG, whatever this says." },
              "stream": { "enum": [false, null], "description": "Images are sent whole." }
            }
          },
          "TranscriptionRequest": {
            "type": "object",
            "required": ["file", "model"],
            "properties": {
              "file": {
                "type": "string",
                "contentMediaType": "application/octet-stream",
                "description": "WAV, MP3, AAC, OGG, FLAC, AIFF, MP4 or WebM."
              },
              "model": { "$ref": "#/components/schemas/ModelName" },
              "language": { "type": "string", "description": "ISO 639-1." },
              "prompt": { "type": "string", "description": "What was said before, or how words are spelt." },
              "response_format": { "type": "string", "enum": ["json", "text"] },
              "temperature": { "type": "number", "minimum": 0, "maximum": 2 },
              "stream": { "type": "string", "enum": ["true", "false"] }
            }
          },
          "SpeechRequest": {
            "type": "object",
            "required": ["model", "input"],
            "properties": {
              "model": { "$ref": "#/components/schemas/ModelName" },
              "input": { "type": "string", "minLength": 1 },
              "instructions": { "type": ["string", "null"], "description": "How it is to sound." },
              "voice": {
                "anyOf": [
                  { "type": "string" },
                  { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } },
                  { "type": "null" }
                ],
                "description": "A voice of Gemini's, or one of OpenAI's for the nearest."
              },
              "response_format": {
                "enum": ["wav", "pcm", null],
                "description": "`wav` without a word: nothing here compresses sound."
              },
              "stream_format": { "enum": ["audio", null] },
              "speed": { "type": ["number", "null"], "description": "Gemini has one speed." }
            }
          }
        }
      }
    }
    """##
}
