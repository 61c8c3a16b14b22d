extension OpenAPIDocument {
  /// OpenAI's Responses: paths.
  static let responses: StaticString = ##"""
    {
      "paths": {
        "/v1/responses": {
          "post": {
            "operationId": "createResponse",
            "tags": ["OpenAI Responses"],
            "summary": "Make a response",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/ResponseRequest" },
                  "example": { "model": "gemini-2.5-flash", "input": "hi" }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The response; with `stream` its events.",
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
                  "application/json": { "schema": { "$ref": "#/components/schemas/Response" } },
                  "text/event-stream": {
                    "schema": {
                      "description": "Events named by their type, from `response.created` to `response.completed`, `response.incomplete` or `response.failed`; their `data` is a `ResponseEvent`."
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
          },
          "get": {
            "operationId": "upgradeResponses",
            "tags": ["OpenAI Responses"],
            "summary": "Tell clients that try a WebSocket that there is none",
            "responses": {
              "426": { "$ref": "#/components/responses/OpenAI426" },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "503": { "$ref": "#/components/responses/OpenAI503" }
            }
          }
        },
        "/v1/responses/input_tokens": {
          "post": {
            "operationId": "countResponseTokens",
            "tags": ["OpenAI Responses"],
            "summary": "Count the tokens of an input",
            "requestBody": {
              "required": true,
              "content": {
                "application/json": {
                  "schema": { "$ref": "#/components/schemas/ResponseRequest" },
                  "example": { "model": "gemini-2.5-flash", "input": "hi" }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The count.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "x-ratelimit-limit-requests": { "$ref": "#/components/headers/x-ratelimit-limit-requests" },
                  "x-ratelimit-remaining-requests": { "$ref": "#/components/headers/x-ratelimit-remaining-requests" },
                  "x-ratelimit-reset-requests": { "$ref": "#/components/headers/x-ratelimit-reset-requests" },
                  "x-ratelimit-limit-tokens": { "$ref": "#/components/headers/x-ratelimit-limit-tokens" },
                  "x-ratelimit-remaining-tokens": { "$ref": "#/components/headers/x-ratelimit-remaining-tokens" },
                  "x-ratelimit-reset-tokens": { "$ref": "#/components/headers/x-ratelimit-reset-tokens" }
                },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["object", "input_tokens"],
                      "properties": {
                        "object": { "const": "response.input_tokens" },
                        "input_tokens": { "type": "integer" }
                      }
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
        "/v1/responses/{id}": {
          "parameters": [
            {
              "name": "id",
              "in": "path",
              "required": true,
              "description": "The id of a response.",
              "schema": { "type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9_]+$" },
              "example": "resp_0"
            }
          ],
          "get": {
            "operationId": "getResponse",
            "tags": ["OpenAI Responses"],
            "summary": "Show a response that the same key has made",
            "responses": {
              "200": {
                "description": "The response.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Response" } } }
              },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "503": { "$ref": "#/components/responses/OpenAI503" }
            }
          },
          "delete": {
            "operationId": "deleteResponse",
            "tags": ["OpenAI Responses"],
            "summary": "Forget a response",
            "responses": {
              "200": {
                "description": "It is forgotten.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["id", "object", "deleted"],
                      "properties": {
                        "id": { "type": "string" },
                        "object": { "const": "response" },
                        "deleted": { "const": true }
                      }
                    }
                  }
                }
              },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "503": { "$ref": "#/components/responses/OpenAI503" }
            }
          }
        },
        "/v1/responses/{id}/input_items": {
          "parameters": [
            {
              "name": "id",
              "in": "path",
              "required": true,
              "description": "The id of a response.",
              "schema": { "type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9_]+$" },
              "example": "resp_0"
            }
          ],
          "get": {
            "operationId": "listInputItems",
            "tags": ["OpenAI Responses"],
            "summary": "List what a response was made from",
            "responses": {
              "200": {
                "description": "The items.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["object", "data", "has_more"],
                      "properties": {
                        "object": { "const": "list" },
                        "data": { "type": "array" },
                        "has_more": { "const": false }
                      }
                    }
                  }
                }
              },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "404": { "$ref": "#/components/responses/OpenAI404" },
              "503": { "$ref": "#/components/responses/OpenAI503" }
            }
          }
        }
      }
    }
    """##
}
