extension OpenAPIDocument {
  /// The health check, the sign-in, the status and this document.
  static let service: StaticString = ##"""
    {
      "paths": {
        "/health": {
          "get": {
            "operationId": "health",
            "tags": ["Service"],
            "summary": "Whether the proxy runs",
            "security": [],
            "responses": {
              "200": {
                "description": "It does.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["status", "version"],
                      "properties": { "status": { "const": "healthy" }, "version": { "type": "string" } }
                    }
                  }
                }
              }
            }
          }
        },
        "/ready": {
          "get": {
            "operationId": "ready",
            "tags": ["Service"],
            "summary": "Whether requests can be answered",
            "security": [],
            "responses": {
              "200": {
                "description": "They can.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["status"],
                      "properties": { "status": { "const": "ready" } }
                    }
                  }
                }
              },
              "503": {
                "description": "They cannot.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "Retry-After": { "$ref": "#/components/headers/Retry-After" }
                },
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["status", "reason"],
                      "properties": {
                        "status": { "const": "unavailable" },
                        "reason": {
                          "type": "string",
                          "description": "One word, such as `sign_in_required`; `cooling_until` is followed by the time."
                        },
                        "cooling_until": { "type": "string", "format": "date-time" }
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "/metrics": {
          "get": {
            "operationId": "metrics",
            "tags": ["Service"],
            "summary": "What the proxy does, in figures",
            "description": "For whoever shows a key, and without one for this machine's own people.",
            "security": [],
            "responses": {
              "200": {
                "description": "Prometheus' text format, version 0.0.4.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": { "text/plain": { "schema": { "type": "string" } } }
              },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "421": {
                "description": "The `Host` is not one of this machine's names.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } }
              }
            }
          }
        },
        "/openapi.json": {
          "get": {
            "operationId": "openAPI",
            "tags": ["Service"],
            "summary": "This document",
            "security": [],
            "parameters": [
              {
                "name": "If-None-Match",
                "in": "header",
                "description": "An `ETag` that is known.",
                "schema": { "type": "string" }
              }
            ],
            "responses": {
              "200": {
                "description": "The document.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "ETag": { "$ref": "#/components/headers/ETag" }
                },
                "content": { "application/json": { "schema": { "type": "object" } } }
              },
              "304": {
                "description": "It is the one that is known.",
                "headers": {
                  "x-request-id": { "$ref": "#/components/headers/x-request-id" },
                  "ETag": { "$ref": "#/components/headers/ETag" }
                }
              }
            }
          }
        },
        "/": {
          "get": {
            "operationId": "root",
            "tags": ["Service"],
            "summary": "What is here",
            "security": [],
            "parameters": [
              {
                "name": "lang",
                "in": "query",
                "description": "The language of the page, in place of what `Accept-Language` prefers.",
                "schema": { "type": "string", "enum": ["en", "zh-CN"] }
              }
            ],
            "responses": {
              "200": {
                "description": "The status page where `Accept` names `text/html`, else a few words.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": {
                  "text/html": { "schema": { "type": "string" } },
                  "text/plain": { "schema": { "type": "string" } }
                }
              }
            }
          }
        },
        "/status.js": {
          "get": {
            "operationId": "statusScript",
            "tags": ["Service"],
            "summary": "The script of the status page",
            "security": [],
            "responses": {
              "200": {
                "description": "It.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": { "text/javascript": { "schema": { "type": "string" } } }
              }
            }
          }
        },
        "/status.json": {
          "get": {
            "operationId": "status",
            "tags": ["Service"],
            "summary": "What the status page shows",
            "description": "For whoever shows a key, and without one for this machine's own people, who are told e-mail addresses too.",
            "security": [],
            "responses": {
              "200": {
                "description": "The state, what is under way, the accounts and the models of the key.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Status" } } }
              },
              "401": { "$ref": "#/components/responses/OpenAI401" },
              "403": { "$ref": "#/components/responses/OpenAI403" },
              "421": {
                "description": "The `Host` is not one of this machine's names.",
                "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } }
              }
            }
          }
        },
        "/auth/login": {
          "get": {
            "operationId": "login",
            "tags": ["Service"],
            "summary": "Begin a sign-in with Google",
            "security": [],
            "parameters": [
              {
                "name": "ticket",
                "in": "query",
                "description": "From the link that the log and the 503 answer print.",
                "schema": { "type": "string" }
              },
              { "name": "account", "in": "query", "schema": { "type": "string" } }
            ],
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "409": { "$ref": "#/components/responses/Page409" },
              "421": { "$ref": "#/components/responses/Page421" },
              "429": { "$ref": "#/components/responses/Page429" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        },
        "/auth/callback": {
          "get": {
            "operationId": "callback",
            "tags": ["Service"],
            "summary": "Google's way back from a sign-in",
            "security": [],
            "parameters": [
              { "name": "code", "in": "query", "schema": { "type": "string" } },
              { "name": "state", "in": "query", "schema": { "type": "string" } },
              { "name": "error", "in": "query", "schema": { "type": "string" } }
            ],
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "400": { "$ref": "#/components/responses/Page400" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "409": { "$ref": "#/components/responses/Page409" },
              "429": { "$ref": "#/components/responses/Page429" },
              "502": { "$ref": "#/components/responses/Page502" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        },
        "/auth/callback/{installation}": {
          "get": {
            "operationId": "callbackOfInstallation",
            "tags": ["Service"],
            "summary": "Google's way back from a sign-in",
            "security": [],
            "parameters": [
              {
                "name": "installation",
                "in": "path",
                "required": true,
                "description": "`client_id` of the configuration.",
                "schema": { "type": "string", "minLength": 1 }
              },
              { "name": "code", "in": "query", "schema": { "type": "string" } },
              { "name": "state", "in": "query", "schema": { "type": "string" } },
              { "name": "error", "in": "query", "schema": { "type": "string" } }
            ],
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "400": { "$ref": "#/components/responses/Page400" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "409": { "$ref": "#/components/responses/Page409" },
              "429": { "$ref": "#/components/responses/Page429" },
              "502": { "$ref": "#/components/responses/Page502" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        },
        "/oauth/callback": {
          "get": {
            "operationId": "oauthCallback",
            "tags": ["Service"],
            "summary": "Google's way back from a sign-in",
            "security": [],
            "parameters": [
              { "name": "code", "in": "query", "schema": { "type": "string" } },
              { "name": "state", "in": "query", "schema": { "type": "string" } },
              { "name": "error", "in": "query", "schema": { "type": "string" } }
            ],
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "400": { "$ref": "#/components/responses/Page400" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "409": { "$ref": "#/components/responses/Page409" },
              "429": { "$ref": "#/components/responses/Page429" },
              "502": { "$ref": "#/components/responses/Page502" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        },
        "/oauth/callback/{installation}": {
          "get": {
            "operationId": "oauthCallbackOfInstallation",
            "tags": ["Service"],
            "summary": "Google's way back from a sign-in",
            "security": [],
            "parameters": [
              {
                "name": "installation",
                "in": "path",
                "required": true,
                "description": "`client_id` of the configuration.",
                "schema": { "type": "string", "minLength": 1 }
              },
              { "name": "code", "in": "query", "schema": { "type": "string" } },
              { "name": "state", "in": "query", "schema": { "type": "string" } },
              { "name": "error", "in": "query", "schema": { "type": "string" } }
            ],
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "400": { "$ref": "#/components/responses/Page400" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "409": { "$ref": "#/components/responses/Page409" },
              "429": { "$ref": "#/components/responses/Page429" },
              "502": { "$ref": "#/components/responses/Page502" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        },
        "/oauth2callback": {
          "get": {
            "operationId": "oauth2Callback",
            "tags": ["Service"],
            "summary": "Google's way back from a sign-in",
            "security": [],
            "parameters": [
              { "name": "code", "in": "query", "schema": { "type": "string" } },
              { "name": "state", "in": "query", "schema": { "type": "string" } },
              { "name": "error", "in": "query", "schema": { "type": "string" } }
            ],
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "400": { "$ref": "#/components/responses/Page400" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "409": { "$ref": "#/components/responses/Page409" },
              "429": { "$ref": "#/components/responses/Page429" },
              "502": { "$ref": "#/components/responses/Page502" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        },
        "/auth/paste": {
          "post": {
            "operationId": "paste",
            "tags": ["Service"],
            "summary": "Finish a sign-in with a pasted code or address",
            "security": [],
            "requestBody": {
              "required": true,
              "content": {
                "application/x-www-form-urlencoded": {
                  "schema": {
                    "type": "object",
                    "properties": { "pasted": { "type": "string" }, "state": { "type": "string" } }
                  }
                }
              }
            },
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "400": { "$ref": "#/components/responses/Page400" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "408": { "$ref": "#/components/responses/Page408" },
              "409": { "$ref": "#/components/responses/Page409" },
              "413": { "$ref": "#/components/responses/Page413" },
              "415": { "$ref": "#/components/responses/Page415" },
              "429": { "$ref": "#/components/responses/Page429" },
              "502": { "$ref": "#/components/responses/Page502" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        },
        "/auth/project": {
          "post": {
            "operationId": "project",
            "tags": ["Service"],
            "summary": "Name the Google Cloud project of an account",
            "security": [],
            "requestBody": {
              "required": true,
              "content": {
                "application/x-www-form-urlencoded": {
                  "schema": {
                    "type": "object",
                    "properties": { "project": { "type": "string" }, "ticket": { "type": "string" } }
                  }
                }
              }
            },
            "responses": {
              "200": { "$ref": "#/components/responses/Page200" },
              "400": { "$ref": "#/components/responses/Page400" },
              "403": { "$ref": "#/components/responses/Page403" },
              "404": { "$ref": "#/components/responses/Page404" },
              "408": { "$ref": "#/components/responses/Page408" },
              "409": { "$ref": "#/components/responses/Page409" },
              "413": { "$ref": "#/components/responses/Page413" },
              "415": { "$ref": "#/components/responses/Page415" },
              "429": { "$ref": "#/components/responses/Page429" },
              "502": { "$ref": "#/components/responses/Page502" },
              "503": { "$ref": "#/components/responses/Page503" }
            }
          }
        }
      },
      "components": {
        "responses": {
          "Page200": {
            "description": "A page that says how the sign-in stands.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page400": {
            "description": "What came is no sign-in that is under way, or a project is missing; the page says what to do.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page403": {
            "description": "Somebody else's turn: a client key, the ticket of a printed link, or this machine itself is needed.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page404": {
            "description": "The path names another installation, or this proxy signs in to nothing.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": {
              "text/html": { "schema": { "type": "string" } },
              "application/json": { "schema": { "$ref": "#/components/schemas/OpenAIError" } }
            }
          },
          "Page409": {
            "description": "Nobody has to sign in here, or another account is in use.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page413": {
            "description": "The form is too long.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page408": {
            "description": "The form came too slowly.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page415": {
            "description": "It is no form.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page421": {
            "description": "The page was asked for by another host's name.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page429": {
            "description": "Too many sign-ins are under way.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page502": {
            "description": "Google could not be asked, or ended the sign-in.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          },
          "Page503": {
            "description": "Google cannot be asked now.",
            "headers": { "x-request-id": { "$ref": "#/components/headers/x-request-id" } },
            "content": { "text/html": { "schema": { "type": "string" } } }
          }
        }
      }
    }
    """##
}
