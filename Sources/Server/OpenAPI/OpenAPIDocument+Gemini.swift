extension OpenAPIDocument {
  /// Gemini's API: paths.
  static let gemini: StaticString = ##"""
    {
      "paths": {
        "/v1beta/models": {
          "get": {
            "operationId": "geminiListModels",
            "tags": ["Gemini"],
            "summary": "List the models",
            "parameters": [
              { "$ref": "#/components/parameters/pageSize" },
              { "$ref": "#/components/parameters/pageToken" }
            ],
            "responses": {
              "200": {
                "description": "The models that this key may use.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiModelList" } } }
              },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "503": { "$ref": "#/components/responses/Gemini503" }
            }
          }
        },
        "/v1beta/models/{model}": {
          "get": {
            "operationId": "geminiGetModel",
            "tags": ["Gemini"],
            "summary": "Describe a model",
            "parameters": [{ "$ref": "#/components/parameters/model" }],
            "responses": {
              "200": {
                "description": "The model.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiModel" } } }
              },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "503": { "$ref": "#/components/responses/Gemini503" }
            }
          }
        },
        "/v1beta/models/{model}:generateContent": {
          "post": {
            "operationId": "generateContent",
            "tags": ["Gemini"],
            "summary": "Answer a conversation",
            "parameters": [{ "$ref": "#/components/parameters/model" }],
            "requestBody": { "$ref": "#/components/requestBodies/GenerateContent" },
            "responses": {
              "200": { "$ref": "#/components/responses/Generated" },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/v1beta/models/{model}:streamGenerateContent": {
          "post": {
            "operationId": "streamGenerateContent",
            "tags": ["Gemini"],
            "summary": "Answer a conversation in pieces",
            "parameters": [{ "$ref": "#/components/parameters/model" }, { "$ref": "#/components/parameters/alt" }],
            "requestBody": { "$ref": "#/components/requestBodies/GenerateContent" },
            "responses": {
              "200": { "$ref": "#/components/responses/GeneratedStream" },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/v1beta/models/{model}:countTokens": {
          "post": {
            "operationId": "countTokens",
            "tags": ["Gemini"],
            "summary": "Count the tokens of a conversation",
            "parameters": [{ "$ref": "#/components/parameters/model" }],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/CountTokensRequest" },
                  "example": { "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }] }
                }
              }
            },
            "responses": {
              "200": {
                "description": "Google's count.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["totalTokens"],
                      "properties": { "totalTokens": { "type": "integer" } }
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/v1beta/models/{model}:embedContent": {
          "post": {
            "operationId": "embedContent",
            "tags": ["Gemini"],
            "summary": "Make a vector of a text",
            "parameters": [{ "$ref": "#/components/parameters/model" }],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/EmbedContentRequest" },
                  "example": { "content": { "parts": [{ "text": "hi" }] } }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The vector.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["embedding"],
                      "properties": { "embedding": { "$ref": "#/components/schemas/GeminiVector" } }
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "501": { "$ref": "#/components/responses/Gemini501" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/v1beta/models/{model}:batchEmbedContents": {
          "post": {
            "operationId": "batchEmbedContents",
            "tags": ["Gemini"],
            "summary": "Make vectors of texts",
            "parameters": [{ "$ref": "#/components/parameters/model" }],
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": {
                    "type": "object",
                    "required": ["requests"],
                    "properties": {
                      "requests": {
                        "type": "array",
                        "items": { "$ref": "#/components/schemas/EmbedContentRequest" },
                        "minItems": 1
                      }
                    }
                  },
                  "example": { "requests": [{ "content": { "parts": [{ "text": "hi" }] } }] }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The vectors, in the order of the texts.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["embeddings"],
                      "properties": {
                        "embeddings": { "type": "array", "items": { "$ref": "#/components/schemas/GeminiVector" } }
                      }
                    }
                  }
                }
              },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "501": { "$ref": "#/components/responses/Gemini501" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/gemini/v1/models": {
          "get": {
            "operationId": "geminiListModelsOlder",
            "tags": ["Gemini"],
            "summary": "List the models",
            "parameters": [
              { "$ref": "#/components/parameters/pageSize" },
              { "$ref": "#/components/parameters/pageToken" }
            ],
            "responses": {
              "200": {
                "description": "The models that this key may use.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiModelList" } } }
              },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "503": { "$ref": "#/components/responses/Gemini503" }
            }
          }
        },
        "/gemini/v1/models/{model}/generateContent": {
          "post": {
            "operationId": "generateContentOlder",
            "tags": ["Gemini"],
            "summary": "Answer a conversation",
            "parameters": [{ "$ref": "#/components/parameters/model" }],
            "requestBody": { "$ref": "#/components/requestBodies/GenerateContent" },
            "responses": {
              "200": { "$ref": "#/components/responses/Generated" },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/gemini/v1/models/{model}/streamGenerateContent": {
          "post": {
            "operationId": "streamGenerateContentOlder",
            "tags": ["Gemini"],
            "summary": "Answer a conversation in pieces",
            "parameters": [{ "$ref": "#/components/parameters/model" }, { "$ref": "#/components/parameters/alt" }],
            "requestBody": { "$ref": "#/components/requestBodies/GenerateContent" },
            "responses": {
              "200": { "$ref": "#/components/responses/GeneratedStream" },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/vertex/v1/projects/{project}/locations/{location}/publishers/google/models/{model}:generateContent": {
          "post": {
            "operationId": "vertexGenerateContent",
            "tags": ["Gemini"],
            "summary": "Answer a conversation, in the form of Vertex AI",
            "parameters": [
              {
                "name": "project",
                "in": "path",
                "required": true,
                "description": "Any name: the account has its own project.",
                "schema": { "type": "string", "pattern": "^[a-z0-9-]{1,63}$" },
                "example": "my-project"
              },
              {
                "name": "location",
                "in": "path",
                "required": true,
                "description": "Any name: the account has its own location.",
                "schema": { "type": "string", "pattern": "^[a-z0-9-]{1,63}$" },
                "example": "us-central1"
              },
              { "$ref": "#/components/parameters/model" }
            ],
            "requestBody": { "$ref": "#/components/requestBodies/GenerateContent" },
            "responses": {
              "200": { "$ref": "#/components/responses/Generated" },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        },
        "/vertex/v1/projects/{project}/locations/{location}/publishers/google/models/{model}:streamGenerateContent": {
          "post": {
            "operationId": "vertexStreamGenerateContent",
            "tags": ["Gemini"],
            "summary": "Answer a conversation in pieces, in the form of Vertex AI",
            "parameters": [
              {
                "name": "project",
                "in": "path",
                "required": true,
                "description": "Any name: the account has its own project.",
                "schema": { "type": "string", "pattern": "^[a-z0-9-]{1,63}$" },
                "example": "my-project"
              },
              {
                "name": "location",
                "in": "path",
                "required": true,
                "description": "Any name: the account has its own location.",
                "schema": { "type": "string", "pattern": "^[a-z0-9-]{1,63}$" },
                "example": "us-central1"
              },
              { "$ref": "#/components/parameters/model" },
              { "$ref": "#/components/parameters/alt" }
            ],
            "requestBody": { "$ref": "#/components/requestBodies/GenerateContent" },
            "responses": {
              "200": { "$ref": "#/components/responses/GeneratedStream" },
              "400": { "$ref": "#/components/responses/Gemini400" },
              "401": { "$ref": "#/components/responses/Gemini401" },
              "403": { "$ref": "#/components/responses/Gemini403" },
              "404": { "$ref": "#/components/responses/Gemini404" },
              "413": { "$ref": "#/components/responses/Gemini413" },
              "415": { "$ref": "#/components/responses/Gemini415" },
              "429": { "$ref": "#/components/responses/Gemini429" },
              "500": { "$ref": "#/components/responses/Gemini500" },
              "502": { "$ref": "#/components/responses/Gemini502" },
              "503": { "$ref": "#/components/responses/Gemini503" },
              "504": { "$ref": "#/components/responses/Gemini504" }
            }
          }
        }
      },
      "components": {
        "parameters": {
          "alt": {
            "name": "alt",
            "in": "query",
            "description": "`sse` for events; without it the pieces are the elements of one JSON array.",
            "schema": { "type": "string", "enum": ["sse", "json"] }
          },
          "pageSize": {
            "name": "pageSize",
            "in": "query",
            "description": "The most entries, in Gemini's shape; 0 for all.",
            "schema": { "type": "integer", "minimum": 0 }
          },
          "pageToken": {
            "name": "pageToken",
            "in": "query",
            "description": "The `nextPageToken` of an earlier page.",
            "schema": { "type": "string" },
            "example": "gemini-2.5-flash"
          },
          "x-goog-api-client": {
            "name": "x-goog-api-client",
            "in": "header",
            "description": "Sent by Google's SDKs; on paths that several APIs have it asks for Gemini's shape.",
            "schema": { "type": "string" }
          }
        },
        "requestBodies": {
          "GenerateContent": {
            "required": true,
            "content": {
              "application/json": {
                "schema": { "$ref": "#/components/schemas/GenerateContentRequest" },
                "example": { "contents": [{ "role": "user", "parts": [{ "text": "hi" }] }] }
              }
            }
          }
        },
        "responses": {
          "Generated": {
            "description": "The answer as Google gave it.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
              "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" }
            },
            "content": {
              "application/json": { "schema": { "$ref": "#/components/schemas/GenerateContentResponse" } }
            }
          },
          "GeneratedStream": {
            "description": "The pieces of the answer as Google gave them.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "x-gemini-proxy-model": { "$ref": "#/components/headers/x-gemini-proxy-model" },
              "x-gemini-proxy-adjustments": { "$ref": "#/components/headers/x-gemini-proxy-adjustments" }
            },
            "content": {
              "application/json": {
                "schema": { "type": "array", "items": { "$ref": "#/components/schemas/GenerateContentResponse" } }
              },
              "text/event-stream": {
                "schema": {
                  "description": "Events whose `data` is a `GenerateContentResponse`; a failure after the first is one whose `data` is a `GeminiError`, after which the connection breaks."
                }
              }
            }
          },
          "Gemini400": {
            "description": "The request cannot be read or Gemini cannot be asked for it; the message names the field.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini401": {
            "description": "The API key is missing or not one of this proxy's.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini403": {
            "description": "The key may not do this, or a keyless proxy was asked from elsewhere.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini404": {
            "description": "There is no such model, or nothing of that id.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini413": {
            "description": "The body is longer than `max_body_bytes`.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini415": {
            "description": "The body has a `Content-Encoding`, or a type that cannot be read.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini429": {
            "description": "A limit of Google's, or of the client's key, is used up.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini500": {
            "description": "The proxy failed.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini501": {
            "description": "No account of this proxy can do this, such as embeddings on Code Assist.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini502": {
            "description": "Google could not be reached, refused the proxy's account, or gave no answer.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini503": {
            "description": "Nothing can be asked now: the proxy is not signed in, is full or is ending, or Google has no capacity.",
            "headers": {
              "x-request-id": { "$ref": "#/components/headers/x-request-id" },
              "Retry-After": { "$ref": "#/components/headers/Retry-After" },
              "x-should-retry": { "$ref": "#/components/headers/x-should-retry" }
            },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          },
          "Gemini504": {
            "description": "Google was silent for too long.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/GeminiError" } } }
          }
        }
      }
    }
    """##
}
