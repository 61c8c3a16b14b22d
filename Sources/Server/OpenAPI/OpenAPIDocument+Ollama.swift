extension OpenAPIDocument {
  /// Ollama's API: paths.
  static let ollama: StaticString = ##"""
    {
      "paths": {
        "/api/chat": {
          "post": {
            "operationId": "ollamaChat",
            "tags": ["Ollama"],
            "summary": "Answer a conversation",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/OllamaChatRequest" },
                  "example": {
                    "model": "gemini-2.5-flash",
                    "messages": [{ "role": "user", "content": "hi" }],
                    "stream": false
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The answer; a line of JSON for each piece unless `stream` is `false`.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" }
                },
                "content": {
                  "application/json": { "schema": { "$ref": "#/components/schemas/OllamaChatAnswer" } },
                  "application/x-ndjson": {
                    "schema": {
                      "type": "string",
                      "description": "Lines, each a `OllamaChatAnswer` or an `OllamaError`."
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Ollama400" },
              "401": { "$ref": "#/components/responses/Ollama401" },
              "403": { "$ref": "#/components/responses/Ollama403" },
              "404": { "$ref": "#/components/responses/Ollama404" },
              "413": { "$ref": "#/components/responses/Ollama413" },
              "415": { "$ref": "#/components/responses/Ollama415" },
              "429": { "$ref": "#/components/responses/Ollama429" },
              "500": { "$ref": "#/components/responses/Ollama500" },
              "502": { "$ref": "#/components/responses/Ollama502" },
              "503": { "$ref": "#/components/responses/Ollama503" },
              "504": { "$ref": "#/components/responses/Ollama504" }
            }
          }
        },
        "/api/generate": {
          "post": {
            "operationId": "ollamaGenerate",
            "tags": ["Ollama"],
            "summary": "Answer a prompt",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/OllamaGenerateRequest" },
                  "example": { "model": "gemini-2.5-flash", "prompt": "hi", "stream": false }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The answer; a line of JSON for each piece unless `stream` is `false`.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
                  "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" }
                },
                "content": {
                  "application/json": { "schema": { "$ref": "#/components/schemas/OllamaGenerateAnswer" } },
                  "application/x-ndjson": {
                    "schema": {
                      "type": "string",
                      "description": "Lines, each a `OllamaGenerateAnswer` or an `OllamaError`."
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Ollama400" },
              "401": { "$ref": "#/components/responses/Ollama401" },
              "403": { "$ref": "#/components/responses/Ollama403" },
              "404": { "$ref": "#/components/responses/Ollama404" },
              "413": { "$ref": "#/components/responses/Ollama413" },
              "415": { "$ref": "#/components/responses/Ollama415" },
              "429": { "$ref": "#/components/responses/Ollama429" },
              "500": { "$ref": "#/components/responses/Ollama500" },
              "502": { "$ref": "#/components/responses/Ollama502" },
              "503": { "$ref": "#/components/responses/Ollama503" },
              "504": { "$ref": "#/components/responses/Ollama504" }
            }
          }
        },
        "/api/show": {
          "post": {
            "operationId": "ollamaShow",
            "tags": ["Ollama"],
            "summary": "Describe a model",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "required": ["model"],
                    "properties": {
                      "model": { "$ref": "#/components/schemas/ModelName" },
                      "name": { "type": "string", "description": "The older name of `model`." }
                    }
                  },
                  "example": { "model": "gemini-2.5-flash" }
                }
              }
            },
            "responses": {
              "200": {
                "description": "What is known of it.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["details", "model_info", "capabilities"],
                      "properties": {
                        "license": { "type": "string" },
                        "modelfile": { "type": "string" },
                        "parameters": { "type": "string" },
                        "template": { "type": "string" },
                        "details": { "$ref": "#/components/schemas/OllamaDetails" },
                        "model_info": { "type": "object" },
                        "capabilities": { "type": "array", "items": { "type": "string" } },
                        "modified_at": { "type": "string", "format": "date-time" }
                      }
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Ollama400" },
              "401": { "$ref": "#/components/responses/Ollama401" },
              "403": { "$ref": "#/components/responses/Ollama403" },
              "404": { "$ref": "#/components/responses/Ollama404" },
              "413": { "$ref": "#/components/responses/Ollama413" },
              "415": { "$ref": "#/components/responses/Ollama415" },
              "503": { "$ref": "#/components/responses/Ollama503" }
            }
          }
        },
        "/api/tags": {
          "get": {
            "operationId": "ollamaTags",
            "tags": ["Ollama"],
            "summary": "List the models",
            "responses": {
              "200": {
                "description": "The models that this key may use.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["models"],
                      "properties": {
                        "models": {
                          "type": "array",
                          "items": {
                            "type": "object",
                            "required": ["name", "model", "modified_at", "size", "digest", "details"],
                            "properties": {
                              "name": { "type": "string" },
                              "model": { "type": "string" },
                              "modified_at": { "type": "string", "format": "date-time" },
                              "size": { "type": "integer" },
                              "digest": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
                              "details": { "$ref": "#/components/schemas/OllamaDetails" }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              },
              "401": { "$ref": "#/components/responses/Ollama401" },
              "403": { "$ref": "#/components/responses/Ollama403" },
              "503": { "$ref": "#/components/responses/Ollama503" }
            }
          }
        },
        "/api/ps": {
          "get": {
            "operationId": "ollamaRunning",
            "tags": ["Ollama"],
            "summary": "List the models in memory, of which there are none",
            "responses": {
              "200": {
                "description": "None.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["models"],
                      "properties": { "models": { "type": "array", "maxItems": 0 } }
                    }
                  }
                }
              },
              "401": { "$ref": "#/components/responses/Ollama401" },
              "403": { "$ref": "#/components/responses/Ollama403" },
              "503": { "$ref": "#/components/responses/Ollama503" }
            }
          }
        },
        "/api/version": {
          "get": {
            "operationId": "ollamaVersion",
            "tags": ["Ollama"],
            "summary": "Tell which version of Ollama's API this is",
            "responses": {
              "200": {
                "description": "The version.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["version"],
                      "properties": { "version": { "type": "string" }, "gemini-proxy": { "type": "string" } }
                    }
                  }
                }
              },
              "401": { "$ref": "#/components/responses/Ollama401" },
              "403": { "$ref": "#/components/responses/Ollama403" },
              "503": { "$ref": "#/components/responses/Ollama503" }
            }
          }
        }
      },
      "components": {
        "responses": {
          "Ollama400": {
            "description": "The request cannot be read or Gemini cannot be asked for it; the message names the field.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama401": {
            "description": "The API key is missing or not one of this proxy's.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama403": {
            "description": "The key may not do this, or a keyless proxy was asked from elsewhere.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama404": {
            "description": "There is no such model, or nothing of that id.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama413": {
            "description": "The body is longer than `max_body_bytes`.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama415": {
            "description": "The body has a `Content-Encoding`, or a type that cannot be read.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama429": {
            "description": "A limit of Google's, or of the client's key, is used up.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama500": {
            "description": "The proxy failed.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama502": {
            "description": "Google could not be reached, refused the proxy's account, or gave no answer.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama503": {
            "description": "Nothing can be asked now: the proxy is not signed in, is full or is ending, or Google has no capacity.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          },
          "Ollama504": {
            "description": "Google was silent for too long.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OllamaError" } } }
          }
        }
      }
    }
    """##
}
