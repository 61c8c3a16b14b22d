extension OpenAPIDocument {
  /// What the status page is told.
  static let status: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "Status": {
            "type": "object",
            "required": [
              "version", "needs_key", "state", "started", "connections", "running_requests", "open_streams", "totals",
              "resident_bytes", "accounts", "models"
            ],
            "properties": {
              "version": { "type": "string" },
              "needs_key": {
                "type": "boolean",
                "description": "Whether models are asked with a key, and this request had none."
              },
              "state": { "type": "string", "description": "`ready`, or the word of `/ready` for what is in the way." },
              "cooling_until": { "type": "string", "format": "date-time" },
              "started": { "type": "string", "format": "date-time" },
              "connections": { "type": "integer" },
              "running_requests": { "type": "integer" },
              "open_streams": { "type": "integer" },
              "totals": {
                "type": "object",
                "description": "Counted since the start.",
                "properties": {
                  "requests": { "type": "integer" },
                  "retries": { "type": "integer" },
                  "upstream_errors": { "type": "integer" },
                  "prompt_tokens": { "type": "integer" },
                  "output_tokens": { "type": "integer" },
                  "thought_tokens": { "type": "integer" }
                }
              },
              "resident_bytes": { "type": "integer" },
              "accounts": { "type": "array", "items": { "$ref": "#/components/schemas/StatusAccount" } },
              "models": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["id", "name", "thinks", "writes_text"],
                  "properties": {
                    "id": { "type": "string" },
                    "name": { "type": "string" },
                    "input_tokens": { "type": "integer" },
                    "output_tokens": { "type": "integer" },
                    "thinks": { "type": "boolean" },
                    "writes_text": { "type": "boolean" }
                  }
                }
              }
            }
          },
          "StatusAccount": {
            "type": "object",
            "required": ["name", "kind", "state", "quota"],
            "properties": {
              "name": { "type": "string" },
              "kind": { "enum": ["code_assist", "ai_studio", "vertex_ai"] },
              "state": { "type": "string" },
              "until": { "type": "string", "format": "date-time" },
              "project": { "type": "string" },
              "tier": { "type": "string" },
              "email": { "type": "string", "description": "For this machine's own people only." },
              "token_expires": { "type": "string", "format": "date-time" },
              "quota": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["model", "remaining"],
                  "properties": {
                    "model": { "type": "string" },
                    "remaining": { "type": "number", "minimum": 0, "maximum": 1 },
                    "amount": { "type": "integer" },
                    "resets": { "type": "string", "format": "date-time" }
                  }
                }
              }
            }
          }
        }
      }
    }
    """##
}
