extension OpenAPIDocument {
  /// OpenAI's API but for Responses: paths.
  static let openAI: StaticString = ##"""
    {
      "paths": {
        "/v1/chat/completions": {
          "post": {
            "operationId": "createChatCompletion",
            "tags": ["OpenAI"],
            "summary": "Answer a conversation",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/ChatCompletionRequest" },
                  "example": { "model": "gemini-2.5-flash", "messages": [{ "role": "user", "content": "hi" }] }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The answer; with `stream` its chunks as events, each `data: {…}`, the last `data: [DONE]`.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" },
                  "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
                  "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
                  "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
                  "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
                  "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
                  "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
                },
                "content": {
                  "application/json": { "schema": { "$ref": "#/components/schemas/ChatCompletion" } },
                  "text/event-stream": {
                    "schema": {
                      "description": "Events whose `data` is a `ChatCompletionChunk`; a failure after the first is one whose `data` is an `OpenAIError`. Comments keep a silent stream alive."
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/OpenAI400" },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "413": { "$ref": "#/components/responses/OpenAI413" },
              "415": { "$ref": "#/components/responses/OpenAI415" },
              "429": { "$ref": "#/components/responses/OpenAI429" },
              "500": { "$ref": "#/components/responses/OpenAI500" },
              "502": { "$ref": "#/components/responses/OpenAI502" },
              "503": { "$ref": "#/components/responses/OpenAI503" },
              "504": { "$ref": "#/components/responses/OpenAI504" }
            }
          }
        },
        "/v1/completions": {
          "post": {
            "operationId": "createCompletion",
            "tags": ["OpenAI"],
            "summary": "Complete texts",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/CompletionRequest" },
                  "example": { "model": "gemini-2.5-flash", "prompt": "Once upon" }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The answer; with `stream` its chunks as events, each `data: {…}`, the last `data: [DONE]`.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" },
                  "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
                  "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
                  "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
                  "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
                  "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
                  "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
                },
                "content": {
                  "application/json": { "schema": { "$ref": "#/components/schemas/Completion" } },
                  "text/event-stream": {
                    "schema": {
                      "description": "Events whose `data` is a `Completion`; a failure after the first is one whose `data` is an `OpenAIError`. Comments keep a silent stream alive."
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/OpenAI400" },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "413": { "$ref": "#/components/responses/OpenAI413" },
              "415": { "$ref": "#/components/responses/OpenAI415" },
              "429": { "$ref": "#/components/responses/OpenAI429" },
              "500": { "$ref": "#/components/responses/OpenAI500" },
              "502": { "$ref": "#/components/responses/OpenAI502" },
              "503": { "$ref": "#/components/responses/OpenAI503" },
              "504": { "$ref": "#/components/responses/OpenAI504" }
            }
          }
        },
        "/v1/embeddings": {
          "post": {
            "operationId": "createEmbedding",
            "tags": ["OpenAI"],
            "summary": "Make vectors of texts",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/EmbeddingRequest" },
                  "example": { "model": "gemini-embedding-001", "input": ["hi"] }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The vectors, in the order of the texts.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" },
                  "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
                  "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
                  "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
                  "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
                  "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
                  "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
                },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/EmbeddingList" } } }
              },
              "400": { "$ref": "#/components/responses/OpenAI400" },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "413": { "$ref": "#/components/responses/OpenAI413" },
              "415": { "$ref": "#/components/responses/OpenAI415" },
              "429": { "$ref": "#/components/responses/OpenAI429" },
              "500": { "$ref": "#/components/responses/OpenAI500" },
              "501": { "$ref": "#/components/responses/OpenAI501" },
              "502": { "$ref": "#/components/responses/OpenAI502" },
              "503": { "$ref": "#/components/responses/OpenAI503" },
              "504": { "$ref": "#/components/responses/OpenAI504" }
            }
          }
        },
        "/v1/images/generations": {
          "post": {
            "operationId": "createImage",
            "tags": ["OpenAI"],
            "summary": "Draw images",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/ImageRequest" },
                  "example": { "model": "gemini-2.5-flash-image", "prompt": "a lighthouse" }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The images.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" },
                  "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
                  "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
                  "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
                  "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
                  "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
                  "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
                },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/ImageList" } } }
              },
              "400": { "$ref": "#/components/responses/OpenAI400" },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "413": { "$ref": "#/components/responses/OpenAI413" },
              "415": { "$ref": "#/components/responses/OpenAI415" },
              "429": { "$ref": "#/components/responses/OpenAI429" },
              "500": { "$ref": "#/components/responses/OpenAI500" },
              "501": { "$ref": "#/components/responses/OpenAI501" },
              "502": { "$ref": "#/components/responses/OpenAI502" },
              "503": { "$ref": "#/components/responses/OpenAI503" },
              "504": { "$ref": "#/components/responses/OpenAI504" }
            }
          }
        },
        "/v1/audio/transcriptions": {
          "post": {
            "operationId": "createTranscription",
            "tags": ["OpenAI"],
            "summary": "Write down what is said in a recording",
            "requestBody": {
              "required": true,
              "content": {
                "multipart/form-data": { "schema": { "$ref": "#/components/schemas/TranscriptionRequest" } }
              }
            },
            "responses": {
              "200": {
                "description": "What was said; with `stream` as events.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" },
                  "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
                  "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
                  "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
                  "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
                  "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
                  "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
                },
                "content": {
                  "application/json": { "schema": { "$ref": "#/components/schemas/Transcription" } },
                  "text/plain": { "schema": { "type": "string" } },
                  "text/event-stream": {
                    "schema": {
                      "description": "Events of the types `transcript.text.delta` and `transcript.text.done`."
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/OpenAI400" },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "413": { "$ref": "#/components/responses/OpenAI413" },
              "415": { "$ref": "#/components/responses/OpenAI415" },
              "429": { "$ref": "#/components/responses/OpenAI429" },
              "500": { "$ref": "#/components/responses/OpenAI500" },
              "502": { "$ref": "#/components/responses/OpenAI502" },
              "503": { "$ref": "#/components/responses/OpenAI503" },
              "504": { "$ref": "#/components/responses/OpenAI504" }
            }
          }
        },
        "/v1/audio/speech": {
          "post": {
            "operationId": "createSpeech",
            "tags": ["OpenAI"],
            "summary": "Read a text aloud",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/SpeechRequest" },
                  "example": { "model": "gemini-3.8-flash-tts", "input": "hello", "response_format": "wav" }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The sound, whole: 16 bits, 24 kHz, one channel.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" },
                  "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
                  "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
                  "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
                  "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
                  "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
                  "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
                },
                "content": {
                  "audio/wav": { "schema": { "contentMediaType": "audio/wav" } },
                  "audio/pcm": { "schema": { "contentMediaType": "audio/pcm" } }
                }
              },
              "400": { "$ref": "#/components/responses/OpenAI400" },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "413": { "$ref": "#/components/responses/OpenAI413" },
              "415": { "$ref": "#/components/responses/OpenAI415" },
              "429": { "$ref": "#/components/responses/OpenAI429" },
              "500": { "$ref": "#/components/responses/OpenAI500" },
              "501": { "$ref": "#/components/responses/OpenAI501" },
              "502": { "$ref": "#/components/responses/OpenAI502" },
              "503": { "$ref": "#/components/responses/OpenAI503" },
              "504": { "$ref": "#/components/responses/OpenAI504" }
            }
          }
        },
        "/v1/models": {
          "get": {
            "operationId": "listModels",
            "tags": ["OpenAI", "Anthropic", "Gemini"],
            "summary": "List the models",
            "parameters": [
              { "$ref": "#/components/parameters/anthropic-version" },
              { "$ref": "#/components/parameters/x-goog-api-client" },
              { "$ref": "#/components/parameters/limit" },
              { "$ref": "#/components/parameters/after_id" },
              { "$ref": "#/components/parameters/before_id" },
              { "$ref": "#/components/parameters/pageSize" },
              { "$ref": "#/components/parameters/pageToken" }
            ],
            "responses": {
              "200": {
                "description": "The models that this key may use, in the shape of the API whose header the request has: `anthropic-version`, `x-goog-api-client`, or neither for OpenAI's.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/OpenAIModelList" },
                        { "$ref": "#/components/schemas/AnthropicModelList" },
                        { "$ref": "#/components/schemas/GeminiModelList" }
                      ]
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Model400" },
              "401": { "$ref": "#/components/responses/Model401" },
              "403": { "$ref": "#/components/responses/Model403" },
              "404": { "$ref": "#/components/responses/Model404" },
              "503": { "$ref": "#/components/responses/Model503" },
              "529": { "$ref": "#/components/responses/Anthropic529" }
            }
          }
        },
        "/v1/models/{model}": {
          "get": {
            "operationId": "getModel",
            "tags": ["OpenAI", "Anthropic", "Gemini"],
            "summary": "Describe a model",
            "parameters": [
              { "$ref": "#/components/parameters/model" },
              { "$ref": "#/components/parameters/anthropic-version" },
              { "$ref": "#/components/parameters/x-goog-api-client" }
            ],
            "responses": {
              "200": {
                "description": "The model, in the shape of the API whose header the request has.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "anyOf": [
                        { "$ref": "#/components/schemas/OpenAIModel" },
                        { "$ref": "#/components/schemas/AnthropicModel" },
                        { "$ref": "#/components/schemas/GeminiModel" }
                      ]
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Model400" },
              "401": { "$ref": "#/components/responses/Model401" },
              "403": { "$ref": "#/components/responses/Model403" },
              "404": { "$ref": "#/components/responses/Model404" },
              "503": { "$ref": "#/components/responses/Model503" },
              "529": { "$ref": "#/components/responses/Anthropic529" }
            }
          }
        }
      },
      "components": {
        "parameters": {
          "model": {
            "name": "model",
            "in": "path",
            "required": true,
            "description": "The id of a model or a name for one, percent-encoded.",
            "schema": { "type": "string", "minLength": 1 },
            "example": "gemini-2.5-flash"
          },
          "limit": {
            "name": "limit",
            "in": "query",
            "description": "The most entries, in Anthropic's shape.",
            "schema": { "type": "integer", "minimum": 1 }
          },
          "after_id": {
            "name": "after_id",
            "in": "query",
            "description": "The list goes on behind this model, in Anthropic's shape.",
            "schema": { "type": "string" },
            "example": "gemini-2.5-pro"
          },
          "before_id": {
            "name": "before_id",
            "in": "query",
            "description": "The list ends before this model, in Anthropic's shape.",
            "schema": { "type": "string" },
            "example": "gemini-2.5-pro"
          }
        },
        "responses": {
          "OpenAI400": {
            "description": "The request cannot be read or Gemini cannot be asked for it; the message names the field.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI401": {
            "description": "The API key is missing or not one of this proxy's.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI403": {
            "description": "The key may not do this, or a keyless proxy was asked from elsewhere.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI404": {
            "description": "There is no such model, or nothing of that id.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI413": {
            "description": "The body is longer than `max_body_bytes`.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI415": {
            "description": "The body has a `Content-Encoding`, or a type that cannot be read.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI426": {
            "description": "There is no WebSocket here: responses are made by `POST`.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI429": {
            "description": "A limit of Google's, or of the client's key, is used up.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" },
              "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
              "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
              "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
              "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
              "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
              "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI500": {
            "description": "The proxy failed.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI501": {
            "description": "No account of this proxy can do this, such as embeddings on Code Assist.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI502": {
            "description": "Google could not be reached, refused the proxy's account, or gave no answer.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI503": {
            "description": "Nothing can be asked now: the proxy is not signed in, is full or is ending, or Google has no capacity.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "OpenAI504": {
            "description": "Google was silent for too long.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } } }
          },
          "Model400": {
            "description": "The request cannot be read or Gemini cannot be asked for it; the message names the field.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    { "$ref": "#/components/schemas/OpenAIError" },
                    { "$ref": "#/components/schemas/AnthropicError" },
                    { "$ref": "#/components/schemas/GeminiError" }
                  ]
                }
              }
            }
          },
          "Model401": {
            "description": "The API key is missing or not one of this proxy's.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    { "$ref": "#/components/schemas/OpenAIError" },
                    { "$ref": "#/components/schemas/AnthropicError" },
                    { "$ref": "#/components/schemas/GeminiError" }
                  ]
                }
              }
            }
          },
          "Model403": {
            "description": "The key may not do this, or a keyless proxy was asked from elsewhere.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    { "$ref": "#/components/schemas/OpenAIError" },
                    { "$ref": "#/components/schemas/AnthropicError" },
                    { "$ref": "#/components/schemas/GeminiError" }
                  ]
                }
              }
            }
          },
          "Model404": {
            "description": "There is no such model, or nothing of that id.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    { "$ref": "#/components/schemas/OpenAIError" },
                    { "$ref": "#/components/schemas/AnthropicError" },
                    { "$ref": "#/components/schemas/GeminiError" }
                  ]
                }
              }
            }
          },
          "Model503": {
            "description": "Nothing can be asked now: the proxy is not signed in, is full or is ending, or Google has no capacity.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" }
            },
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    { "$ref": "#/components/schemas/OpenAIError" },
                    { "$ref": "#/components/schemas/AnthropicError" },
                    { "$ref": "#/components/schemas/GeminiError" }
                  ]
                }
              }
            }
          }
        }
      }
    }
    """##
}
